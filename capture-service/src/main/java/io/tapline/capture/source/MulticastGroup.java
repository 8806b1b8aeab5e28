package io.tapline.capture.source;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * A multicast group on an interface of this machine.
 *
 * @param loopback whether the interface is one, which no other machine reaches
 */
record MulticastGroup(InetAddress address, NetworkInterface device, boolean loopback) {

  /**
   * The group of a source.
   *
   * @throws Refusal INVALID_SOURCE, INTERFACE_NOT_FOUND
   */
  static MulticastGroup of(SourceSpec.Udp spec) {
    InetAddress address = address(spec.group());
    try {
      NetworkInterface device = NetworkInterface.getByName(spec.groupInterface());
      if (device == null) {
        throw new Refusal(
            Reason.INTERFACE_NOT_FOUND, "There is no interface " + spec.groupInterface() + ".");
      }
      return new MulticastGroup(address, device, device.isLoopback());
    } catch (SocketException e) {
      throw new Refusal(
          Reason.INVALID_SOURCE,
          "The interface " + spec.groupInterface() + " cannot be looked at: " + e.getMessage(),
          e);
    }
  }

  private static InetAddress address(String group) {
    try {
      InetAddress address = InetAddress.ofLiteral(group);
      if (address.isMulticastAddress()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw Refusal.ofField(
        Reason.INVALID_SOURCE,
        "source.udp.multicast_group",
        "'" + group + "' is not the address of a multicast group.");
  }
}
