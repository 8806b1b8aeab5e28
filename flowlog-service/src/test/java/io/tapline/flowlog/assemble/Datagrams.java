package io.tapline.flowlog.assemble;

import java.nio.ByteBuffer;

/** Hand-made IPv4 datagrams, whole, in fragments, and in each other. */
public final class Datagrams {
  public static final int ICMP = 1;
  public static final int IPIP = 4;
  public static final int UDP = 17;
  private static final int HEADER_BYTES = 20;
  private static final int MORE = 0x2000;

  private Datagrams() {}

  /** From and to the last byte of 10.0.0.x. */
  public static byte[] ip(int from, int to, int protocol, byte[] payload) {
    return ip(from, to, protocol, 0, 0, payload);
  }

  private static byte[] ip(int from, int to, int protocol, int id, int fragment, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    out.put((byte) 0x45).put((byte) 0).putShort((short) out.capacity());
    out.putShort((short) id).putShort((short) fragment);
    out.put((byte) 64).put((byte) protocol).putShort((short) 0);
    out.putInt(0x0a00_0000 | from).putInt(0x0a00_0000 | to).put(payload);
    return out.array();
  }

  /** The part of the payload from one byte to another, which are multiples of 8. */
  public static byte[] fragment(
      int from, int to, int protocol, int id, byte[] payload, int begin, int end) {
    byte[] part = new byte[end - begin];
    System.arraycopy(payload, begin, part, 0, part.length);
    int fragment = begin / 8 | (end < payload.length ? MORE : 0);
    return ip(from, to, protocol, id, fragment, part);
  }

  public static byte[] udp(int source, int destination, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
    out.putShort((short) source).putShort((short) destination);
    out.putShort((short) out.capacity()).putShort((short) 0).put(payload);
    return out.array();
  }

  /** An ICMP error that quotes the beginning of a datagram. */
  public static byte[] error(int type, int code, byte[] datagram) {
    ByteBuffer out = ByteBuffer.allocate(8 + HEADER_BYTES + 8);
    out.put((byte) type).put((byte) code).position(8);
    out.put(datagram, 0, HEADER_BYTES + 8);
    return out.array();
  }

  public static byte[] vxlan(int vni, byte[] datagram) {
    ByteBuffer out = ByteBuffer.allocate(8 + 14 + datagram.length);
    out.putInt(0x0800_0000).putInt(vni << 8).position(20);
    out.putShort((short) 0x800).put(datagram);
    return udp(50_000, 4789, out.array());
  }

  public static byte[] gtp(int teid, byte[] datagram) {
    ByteBuffer out = ByteBuffer.allocate(8 + datagram.length);
    out.putShort((short) 0x30ff).putShort((short) datagram.length).putInt(teid).put(datagram);
    return udp(2152, 2152, out.array());
  }
}
