package io.tapline.capture.transform;

import io.tapline.wire.frame.LinkTypes;
import java.util.Arrays;

/**
 * Replaces the addresses of IPv4, IPv6 and ARP by {@link CryptoPan}. The checksums of IPv4, TCP and
 * UDP are adapted (RFC 1624). What could hold further addresses is cut: of ICMP everything after
 * its first 8 bytes, of other protocols than TCP and UDP everything after the IP header, and MAC
 * addresses become zero. The payload of TCP and UDP stays; {@link StripPayload} removes it. Fails
 * on a frame of another protocol, or one that ends within a header.
 */
final class Anonymize implements Transform {
  private static final int IPV4_MIN_BYTES = 20;
  private static final int IPV4_CHECKSUM = 10;
  private static final int IPV4_ADDRESSES = 12;
  private static final int IPV6_BYTES = 40;
  private static final int IPV6_ADDRESSES = 8;
  private static final int ARP_BYTES = 28;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int ICMP_KEPT_BYTES = 8;
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int ETHERNET_ADDRESSES_BYTES = 12;

  private final CryptoPan addresses;

  Anonymize(CryptoPan addresses) {
    this.addresses = addresses;
  }

  @Override
  public Outcome apply(FrameCopy frame) {
    int offset = NetworkHeader.offset(frame);
    if (offset == NetworkHeader.NOT_FOUND) {
      return Outcome.FAILED;
    }
    boolean done =
        switch (NetworkHeader.protocol(frame, offset)) {
          case NetworkHeader.IPV4 -> ipv4(frame, offset);
          case NetworkHeader.IPV6 -> ipv6(frame, offset);
          case NetworkHeader.ARP -> arp(frame, offset);
          default -> false;
        };
    clearLinkAddresses(frame);
    return done ? Outcome.KEPT : Outcome.FAILED;
  }

  private boolean ipv4(FrameCopy frame, int offset) {
    int headerBytes = (frame.octet(offset) & 0x0F) * 4;
    if (headerBytes < IPV4_MIN_BYTES || offset + headerBytes > frame.length) {
      return false;
    }
    int first = offset + IPV4_ADDRESSES;
    int before = sum(frame, first, 8);
    addresses.anonymize(frame.bytes, first, 4);
    addresses.anonymize(frame.bytes, first + 4, 4);
    int after = sum(frame, first, 8);
    adapt(frame, offset + IPV4_CHECKSUM, before, after);
    clearOptions(frame, offset, headerBytes);
    boolean later = (frame.int16(offset + 6) & 0x1FFF) != 0;
    transport(frame, offset + headerBytes, later ? -1 : frame.octet(offset + 9), before, after);
    return true;
  }

  /** Options such as a recorded route hold addresses: they become no-operations. */
  private static void clearOptions(FrameCopy frame, int offset, int headerBytes) {
    int bytes = headerBytes - IPV4_MIN_BYTES;
    int before = sum(frame, offset + IPV4_MIN_BYTES, bytes);
    for (int i = 0; i < bytes; i++) {
      frame.bytes[offset + IPV4_MIN_BYTES + i] = 1;
    }
    adapt(frame, offset + IPV4_CHECKSUM, before, sum(frame, offset + IPV4_MIN_BYTES, bytes));
  }

  private boolean ipv6(FrameCopy frame, int offset) {
    if (offset + IPV6_BYTES > frame.length) {
      return false;
    }
    int first = offset + IPV6_ADDRESSES;
    int before = sum(frame, first, 32);
    addresses.anonymize(frame.bytes, first, 16);
    addresses.anonymize(frame.bytes, first + 16, 16);
    int after = sum(frame, first, 32);
    transport(frame, offset + IPV6_BYTES, frame.octet(offset + 6), before, after);
    return true;
  }

  private boolean arp(FrameCopy frame, int offset) {
    boolean ethernetAndIpv4 =
        offset + ARP_BYTES <= frame.length
            && frame.int16(offset + 2) == NetworkHeader.IPV4
            && frame.int16(offset + 4) == 0x0604;
    if (!ethernetAndIpv4) {
      return false;
    }
    Arrays.fill(frame.bytes, offset + 8, offset + 14, (byte) 0);
    Arrays.fill(frame.bytes, offset + 18, offset + 24, (byte) 0);
    addresses.anonymize(frame.bytes, offset + 14, 4);
    addresses.anonymize(frame.bytes, offset + 24, 4);
    frame.length = offset + ARP_BYTES;
    return true;
  }

  /** Of a later fragment, protocol -1, everything is cut. */
  private static void transport(FrameCopy frame, int at, int protocol, int before, int after) {
    switch (protocol) {
      case TCP -> adaptIfThere(frame, at + TCP_CHECKSUM, before, after);
      case UDP -> adaptUdp(frame, at + UDP_CHECKSUM, before, after);
      case ICMP, ICMPV6 -> frame.length = Math.min(frame.length, at + ICMP_KEPT_BYTES);
      default -> frame.length = Math.min(frame.length, at);
    }
  }

  /** No checksum is 0, and one that comes out as 0 is 0xFFFF (RFC 768). */
  private static void adaptUdp(FrameCopy frame, int at, int before, int after) {
    if (at + 2 <= frame.length && frame.int16(at) != 0) {
      adapt(frame, at, before, after);
      if (frame.int16(at) == 0) {
        frame.int16(at, 0xFFFF);
      }
    }
  }

  private static void adaptIfThere(FrameCopy frame, int at, int before, int after) {
    if (at + 2 <= frame.length) {
      adapt(frame, at, before, after);
    }
  }

  /** HC' = ~(~HC + ~m + m'), RFC 1624 section 3. */
  private static void adapt(FrameCopy frame, int at, int before, int after) {
    int sum = (~frame.int16(at) & 0xFFFF) + (~before & 0xFFFF) + after;
    frame.int16(at, ~fold(sum) & 0xFFFF);
  }

  /** Sum in ones' complement of an even number of bytes. */
  private static int sum(FrameCopy frame, int at, int bytes) {
    int sum = 0;
    for (int i = 0; i < bytes; i += 2) {
      sum += frame.int16(at + i);
    }
    return fold(sum);
  }

  private static int fold(int sum) {
    int folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return folded;
  }

  private static void clearLinkAddresses(FrameCopy frame) {
    switch (frame.linkType) {
      case LinkTypes.ETHERNET ->
          Arrays.fill(frame.bytes, 0, Math.min(ETHERNET_ADDRESSES_BYTES, frame.length), (byte) 0);
      case LinkTypes.LINUX_COOKED ->
          Arrays.fill(frame.bytes, 6, Math.min(14, frame.length), (byte) 0);
      case LinkTypes.LINUX_COOKED_2 ->
          Arrays.fill(frame.bytes, 12, Math.min(20, frame.length), (byte) 0);
      default -> {}
    }
  }
}
