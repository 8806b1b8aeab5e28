package io.tapline.wire.frame;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Hand-made frames. Text is hexadecimal, blanks do not count. */
final class SampleFrames {
  static final String MACS = "020000000001 020000000002";
  static final String IPV4_ADDRESSES = "c0000201 c6336402"; // 192.0.2.1, 198.51.100.2
  static final String IPV6_ADDRESSES =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  /** Ports 4660 and 80, sequence 1, acknowledgement 2, PSH ACK. */
  static final String TCP = "1234 0050 00000001 00000002 5018 ffff 0000 0000";

  /** Ports 4660 and 53, length 12. */
  static final String UDP = "1234 0035 000c 0000";

  private SampleFrames() {}

  static byte[] bytes(String... hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : hex) {
      out.writeBytes(HexFormat.of().parseHex(part.replace(" ", "")));
    }
    return out.toByteArray();
  }

  static String ethernet(int type, String rest) {
    return MACS + hex16(type) + rest;
  }

  static String ipv4(int protocol, String rest) {
    return ipv4(protocol, 0, rest);
  }

  static String ipv4(int protocol, int fragment, String rest) {
    int total = 20 + bytes(rest).length;
    return "4500"
        + hex16(total)
        + "0001"
        + hex16(fragment)
        + "40"
        + hex8(protocol)
        + "0000"
        + IPV4_ADDRESSES
        + rest;
  }

  static String ipv6(int next, String rest) {
    return "60000000" + hex16(bytes(rest).length) + hex8(next) + "40" + IPV6_ADDRESSES + rest;
  }

  /** A UDP datagram with its header. */
  static String udp(int source, int destination, String payload) {
    int length = 8 + bytes(payload).length;
    return hex16(source) + hex16(destination) + hex16(length) + "0000" + payload;
  }

  static String hex8(int value) {
    return "%02x".formatted(value);
  }

  static String hex16(int value) {
    return "%04x".formatted(value);
  }
}
