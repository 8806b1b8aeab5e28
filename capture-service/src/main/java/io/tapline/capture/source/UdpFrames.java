package io.tapline.capture.source;

import io.tapline.wire.protocol.IpProtocols;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Puts IP and UDP headers before the payloads of datagrams to one address and port (RFC 791, 8200,
 * 768). Lengths and checksums are right; identification and time to live are 0, since the socket
 * does not report them. A datagram of which not all was kept has no UDP checksum.
 */
final class UdpFrames {
  /** Raw IP: the version nibble says whether 4 or 6. */
  static final int LINKTYPE_RAW = 101;

  static final int IPV4_BYTES = 28;
  static final int IPV6_BYTES = 48;

  /** Room that the longer headers need before a payload. */
  static final int HEADROOM_BYTES = IPV6_BYTES;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt LITTLE_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int UDP_HEADER = 8;
  private static final int MAX_LENGTH = 0xFFFF;

  private final int port;
  private final int target;
  private final long targetHigh;
  private final long targetLow;

  /** For datagrams to this address and port. */
  UdpFrames(InetAddress address, int port) {
    byte[] octets = address.getAddress();
    ByteBuffer sixteen = ByteBuffer.wrap(octets.length == 16 ? octets : mapped(octets));
    this.port = port;
    this.target = sixteen.getInt(12);
    this.targetHigh = sixteen.getLong(0);
    this.targetLow = sixteen.getLong(8);
  }

  /** The IPv4-mapped address. */
  static byte[] mapped(byte[] four) {
    return ByteBuffer.allocate(16).putShort(10, (short) 0xFFFF).position(12).put(four).array();
  }

  /**
   * Writes the headers of IPv4 into the {@link #IPV4_BYTES} before a payload.
   *
   * @param kept bytes of the payload that are there
   * @param length bytes of the payload when it was sent
   */
  void wrap4(MemorySegment bytes, long payloadAt, int kept, int length, int source, int fromPort) {
    int udpLength = Math.min(UDP_HEADER + length, MAX_LENGTH);
    int total = Math.min(IPV4_BYTES + length, MAX_LENGTH);
    long at = payloadAt - IPV4_BYTES;
    long addresses = words(source) + words(target);
    int checksum = ~fold(0x4500 + total + IpProtocols.UDP + addresses) & 0xFFFF;
    bytes.set(INT, at, 0x4500_0000 | total);
    bytes.set(INT, at + 4, 0);
    bytes.set(INT, at + 8, IpProtocols.UDP << 16 | checksum);
    bytes.set(INT, at + 12, source);
    bytes.set(INT, at + 16, target);
    udp(bytes, payloadAt, kept, length, udpLength, fromPort, addresses);
  }

  /** As {@link #wrap4} with the headers of IPv6, in the {@link #IPV6_BYTES} before a payload. */
  void wrap6(
      MemorySegment bytes,
      long payloadAt,
      int kept,
      int length,
      long sourceHigh,
      long sourceLow,
      int fromPort) {
    int udpLength = Math.min(UDP_HEADER + length, MAX_LENGTH);
    long at = payloadAt - IPV6_BYTES;
    long addresses = words(sourceHigh) + words(sourceLow) + words(targetHigh) + words(targetLow);
    bytes.set(INT, at, 0x6000_0000);
    bytes.set(INT, at + 4, udpLength << 16 | IpProtocols.UDP << 8);
    bytes.set(LONG, at + 8, sourceHigh);
    bytes.set(LONG, at + 16, sourceLow);
    bytes.set(LONG, at + 24, targetHigh);
    bytes.set(LONG, at + 32, targetLow);
    udp(bytes, payloadAt, kept, length, udpLength, fromPort, addresses);
  }

  /** RFC 768: the checksum covers the pseudo header; 0 is sent as all ones. */
  private void udp(
      MemorySegment bytes,
      long payloadAt,
      int kept,
      int length,
      int udpLength,
      int fromPort,
      long addresses) {
    int checksum = 0;
    if (kept == length) {
      long header = (long) IpProtocols.UDP + udpLength + fromPort + port + udpLength;
      checksum = ~fold(addresses + header + sum(bytes, payloadAt, kept)) & 0xFFFF;
      checksum = checksum == 0 ? 0xFFFF : checksum;
    }
    bytes.set(INT, payloadAt - 8, fromPort << 16 | port);
    bytes.set(INT, payloadAt - 4, udpLength << 16 | checksum);
  }

  /**
   * The sum of 16-bit words, folded. Taken four octets at a time in little-endian order, which
   * gives the sum with its octets exchanged (RFC 1071, section 2).
   */
  private static int sum(MemorySegment bytes, long at, int length) {
    long sum = 0;
    int words = length >>> 2;
    for (int i = 0; i < words; i++) {
      sum += bytes.get(LITTLE_INT, at + 4L * i) & 0xFFFF_FFFFL;
    }
    for (int i = words << 2; i < length; i++) {
      long octet = bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xFF;
      sum += (i & 1) == 0 ? octet : octet << 8;
    }
    return Short.toUnsignedInt(Short.reverseBytes((short) fold(sum)));
  }

  private static long words(int value) {
    return (value >>> 16) + (value & 0xFFFFL);
  }

  private static long words(long value) {
    return words((int) (value >>> 32)) + words((int) value);
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) folded;
  }
}
