package io.tapline.capture.source;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are not reachable from other networks. */
final class UdpAddresses {
  private UdpAddresses() {}

  /** Loopback, link-local, private (RFC 1918) and unique local (RFC 4193) addresses. */
  static boolean local(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || uniqueLocal(address);
  }

  private static boolean uniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
  }
}
