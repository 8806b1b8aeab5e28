package io.tapline.wire.frame;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.protocol.IpProtocols;
import java.lang.foreign.MemorySegment;

/**
 * Verifies the checksums (RFC 1071) of IPv4 headers, TCP, UDP, UDP-Lite with full cover, ICMP and
 * ICMPv6. On a sending machine captures come before the network card has filled them in: a zero, or
 * the sum over the pseudo-header alone, is {@link ChecksumVerdict#OFFLOADED}. The same for an IPv4
 * header of zero.
 */
public final class Checksums {
  private static final int IPV4_CHECKSUM = 10;
  private static final int IPV4_ADDRESSES = 12;
  private static final int IPV4_ADDRESSES_BYTES = 8;
  private static final int IPV6_ADDRESSES = 8;
  private static final int IPV6_ADDRESSES_BYTES = 32;
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int ICMP_CHECKSUM = 2;
  private static final int NO_CHECKSUM = -1;
  private static final int ALL_ONES = 0xFFFF;

  private Checksums() {}

  static FrameOutcome judge(FrameView frame, FrameOutcome outcome) {
    boolean bad = outcome == FrameOutcome.CONNECTION && verify(frame) == ChecksumVerdict.BAD;
    return bad ? FrameOutcome.BAD_CHECKSUM : outcome;
  }

  /** Of the innermost datagram of a frame with outcome CONNECTION. */
  public static ChecksumVerdict verify(FrameView frame) {
    ChecksumVerdict network = frame.ipVersion == 4 ? ipv4Header(frame) : ChecksumVerdict.GOOD;
    return network == ChecksumVerdict.BAD ? network : transport(frame);
  }

  private static ChecksumVerdict ipv4Header(FrameView frame) {
    long at = frame.networkOffset;
    int bytes = (BigEndian.uint8(frame.bytes, at) & 0x0F) << 2;
    if (BigEndian.uint16(frame.bytes, at + IPV4_CHECKSUM) == 0) {
      return ChecksumVerdict.OFFLOADED;
    }
    return fold(sum(frame.bytes, at, bytes)) == ALL_ONES
        ? ChecksumVerdict.GOOD
        : ChecksumVerdict.BAD;
  }

  private static ChecksumVerdict transport(FrameView frame) {
    int field = checksumField(frame);
    if (field == NO_CHECKSUM) {
      return ChecksumVerdict.ABSENT;
    }
    long at = frame.transportOffset;
    boolean whole = frame.fragment == Fragment.NONE && frame.end >= frame.declaredEnd;
    if (!whole || frame.end - at < field + 2) {
      return ChecksumVerdict.UNKNOWN;
    }
    return compare(frame, at, frame.end - at, BigEndian.uint16(frame.bytes, at + field));
  }

  private static ChecksumVerdict compare(FrameView frame, long at, long length, int checksum) {
    long pseudo = frame.protocol == IpProtocols.ICMP ? 0 : pseudoHeader(frame, length);
    if (checksum == 0) {
      boolean optional = frame.protocol == IpProtocols.UDP && frame.ipVersion == 4;
      return optional ? ChecksumVerdict.ABSENT : ChecksumVerdict.OFFLOADED;
    }
    if (fold(pseudo + sum(frame.bytes, at, length)) == ALL_ONES) {
      return ChecksumVerdict.GOOD;
    }
    return checksum == fold(pseudo) ? ChecksumVerdict.OFFLOADED : ChecksumVerdict.BAD;
  }

  private static int checksumField(FrameView frame) {
    return switch (frame.protocol) {
      case IpProtocols.TCP -> TCP_CHECKSUM;
      case IpProtocols.UDP -> UDP_CHECKSUM;
      case IpProtocols.UDPLITE -> coversAll(frame) ? UDP_CHECKSUM : NO_CHECKSUM;
      case IpProtocols.ICMP, IpProtocols.ICMPV6 -> ICMP_CHECKSUM;
      default -> NO_CHECKSUM;
    };
  }

  private static boolean coversAll(FrameView frame) {
    return frame.end - frame.transportOffset >= UDP_CHECKSUM
        && BigEndian.uint16(frame.bytes, frame.transportOffset + 4) == 0;
  }

  private static long pseudoHeader(FrameView frame, long length) {
    boolean version4 = frame.ipVersion == 4;
    long at = frame.networkOffset + (version4 ? IPV4_ADDRESSES : IPV6_ADDRESSES);
    int bytes = version4 ? IPV4_ADDRESSES_BYTES : IPV6_ADDRESSES_BYTES;
    return sum(frame.bytes, at, bytes) + frame.protocol + length;
  }

  /** Of 16 bit words; an odd byte at the end is the upper half of one. */
  private static long sum(MemorySegment bytes, long at, long length) {
    long sum = 0;
    long end = at + length;
    long next = at;
    for (; next + 4 <= end; next += 4) {
      sum += BigEndian.uint32(bytes, next);
    }
    if (next + 2 <= end) {
      sum += BigEndian.uint16(bytes, next);
      next += 2;
    }
    if (next < end) {
      sum += (long) BigEndian.uint8(bytes, next) << 8;
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & 0xFFFF_FFFFL);
    while (folded > ALL_ONES) {
      folded = (folded >>> 16) + (folded & ALL_ONES);
    }
    return (int) folded;
  }
}
