package io.tapline.capture.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Puts IP and UDP headers before a datagram's payload (RFC 791, 8200, 768): lengths and checksums
 * are right, identification is 0, time to live is 0, since the socket does not tell them.
 */
final class UdpFrames {
  /** Raw IP: the version nibble says whether 4 or 6. */
  static final int LINKTYPE_RAW = 101;

  /** Longest frame: an IPv6 header before the longest UDP length. */
  static final int MAX_BYTES = 40 + 65_535;

  /** Where the payload must lie for {@link #wrap}: room for the longer headers before it. */
  static final int PAYLOAD_OFFSET = 48;

  private static final int UDP = 17;
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private UdpFrames() {}

  /**
   * Writes headers before the payload that lies at {@link #PAYLOAD_OFFSET}.
   *
   * @return offset of the frame's first byte; it ends with the payload
   */
  static int wrap(byte[] buffer, int payloadLength, InetSocketAddress from, InetSocketAddress to) {
    InetAddress source = from.getAddress();
    InetAddress target = to.getAddress();
    boolean four = source instanceof Inet4Address && target instanceof Inet4Address;
    int udpLength = UDP_HEADER + payloadLength;
    int udpOffset = PAYLOAD_OFFSET - UDP_HEADER;
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    bytes
        .position(udpOffset)
        .putShort((short) from.getPort())
        .putShort((short) to.getPort())
        .putShort((short) udpLength)
        .putShort((short) 0);
    byte[] sourceBytes = four ? source.getAddress() : sixteen(source);
    byte[] targetBytes = four ? target.getAddress() : sixteen(target);
    bytes.putShort(
        udpOffset + 6, udpChecksum(buffer, udpOffset, udpLength, sourceBytes, targetBytes));
    return four
        ? ipv4(buffer, udpOffset - IPV4_HEADER, udpLength, sourceBytes, targetBytes)
        : ipv6(bytes, udpOffset - IPV6_HEADER, udpLength, sourceBytes, targetBytes);
  }

  private static int ipv4(byte[] buffer, int offset, int udpLength, byte[] source, byte[] target) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    bytes
        .position(offset)
        .putShort((short) 0x4500)
        .putShort((short) (IPV4_HEADER + udpLength))
        .putInt(0)
        .put((byte) 0)
        .put((byte) UDP)
        .putShort((short) 0)
        .put(source)
        .put(target);
    bytes.putShort(offset + 10, (short) ~fold(sum(buffer, offset, IPV4_HEADER)));
    return offset;
  }

  private static int ipv6(
      ByteBuffer bytes, int offset, int udpLength, byte[] source, byte[] target) {
    bytes
        .position(offset)
        .putInt(0x60000000)
        .putShort((short) udpLength)
        .put((byte) UDP)
        .put((byte) 0)
        .put(source)
        .put(target);
    return offset;
  }

  /** RFC 768: over the pseudo header and the datagram; 0 is sent as all ones. */
  private static short udpChecksum(
      byte[] buffer, int offset, int length, byte[] source, byte[] target) {
    long sum =
        sum(source, 0, source.length)
            + sum(target, 0, target.length)
            + UDP
            + length
            + sum(buffer, offset, length);
    int checksum = ~fold(sum) & 0xFFFF;
    return (short) (checksum == 0 ? 0xFFFF : checksum);
  }

  private static long sum(byte[] bytes, int offset, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = bytes[offset + i] & 0xFF;
      sum += (i & 1) == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) folded;
  }

  /** Sixteen octets; an IPv4 address becomes an IPv4-mapped one. */
  private static byte[] sixteen(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == 16
        ? octets
        : ByteBuffer.allocate(16).putShort(10, (short) 0xFFFF).position(12).put(octets).array();
  }
}
