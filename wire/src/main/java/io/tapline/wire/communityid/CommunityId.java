package io.tapline.wire.communityid;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.IcmpTypes;
import io.tapline.wire.protocol.IpProtocols;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Community ID v1 with seed 0: {@code "1:" + base64(SHA-1(seed, lower address, higher address,
 * protocol, 0, lower port, higher port))}. Lower and higher are decided by address, then port, so
 * both directions have the same id; ICMP messages without an answer keep their direction.
 */
public final class CommunityId {
  private static final int LONGEST_INPUT_BYTES = 40;

  private CommunityId() {}

  /**
   * The id of a connection. Ports as in {@link io.tapline.wire.frame.FrameView}: for ICMP the type
   * and the type of its answer, or the code when there is none. Ports of protocols that Community
   * ID does not know to have ports are ignored.
   */
  public static String v1(
      int protocol,
      long sourceHigh,
      long sourceLow,
      int sourcePort,
      long destinationHigh,
      long destinationLow,
      int destinationPort) {
    boolean ports = hasPorts(protocol);
    int from = ports ? sourcePort : 0;
    int to = ports ? destinationPort : 0;
    boolean ordered =
        isOneWay(protocol, from)
            || isLower(sourceHigh, sourceLow, from, destinationHigh, destinationLow, to);
    Input input = new Input().add(0, 2);
    if (ordered) {
      input.address(sourceHigh, sourceLow).address(destinationHigh, destinationLow);
    } else {
      input.address(destinationHigh, destinationLow).address(sourceHigh, sourceLow);
    }
    input.add(protocol, 1).add(0, 1);
    if (ports) {
      input.add(ordered ? from : to, 2).add(ordered ? to : from, 2);
    }
    return "1:" + Base64.getEncoder().encodeToString(input.sha1());
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case IpProtocols.ICMP,
          IpProtocols.TCP,
          IpProtocols.UDP,
          IpProtocols.ICMPV6,
          IpProtocols.SCTP ->
          true;
      default -> false;
    };
  }

  private static boolean isOneWay(int protocol, int type) {
    return IpProtocols.isIcmp(protocol) && IcmpTypes.counterpart(protocol, type) == IcmpTypes.NONE;
  }

  private static boolean isLower(
      long highA, long lowA, int portA, long highB, long lowB, int portB) {
    int byHigh =
        Long.compareUnsigned(
            IpAddresses.onTheWire(highA, lowA), IpAddresses.onTheWire(highB, lowB));
    int byAddress = byHigh != 0 ? byHigh : Long.compareUnsigned(lowA, lowB);
    return byAddress < 0 || (byAddress == 0 && portA <= portB);
  }

  /** The bytes that are hashed. */
  private static final class Input {
    private final byte[] bytes = new byte[LONGEST_INPUT_BYTES];
    private int length;

    Input add(long value, int count) {
      for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
        bytes[length++] = (byte) (value >>> shift);
      }
      return this;
    }

    Input address(long high, long low) {
      return IpAddresses.isIpv4(high, low)
          ? add(low, 4)
          : add(IpAddresses.onTheWire(high, low), 8).add(low, 8);
    }

    byte[] sha1() {
      try {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(bytes, 0, length);
        return sha1.digest();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-1", e);
      }
    }
  }
}
