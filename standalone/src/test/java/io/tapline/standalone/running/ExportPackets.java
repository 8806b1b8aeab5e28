package io.tapline.standalone.running;

import java.nio.ByteBuffer;

/**
 * Datagrams of an exporter that tell of one flow: 3 packets and 400 bytes from 192.0.2.1:40000 to
 * 192.0.2.2:443 over TCP.
 */
final class ExportPackets {
  static final int RAW_IP = 101;

  private static final int UPTIME_MILLIS = 100_000;
  private static final int TEMPLATE = 256;

  /** Element and length of each field of the template. */
  private static final short[] FIELDS = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 2, 4, 1, 4, 22, 4, 21, 4};

  private ExportPackets() {}

  static byte[] v5(int seconds) {
    ByteBuffer datagram = ByteBuffer.allocate(24 + 48);
    datagram.putShort((short) 5).putShort((short) 1).putInt(UPTIME_MILLIS).putInt(seconds);
    ByteBuffer record = datagram.slice(24, 48);
    record.putInt(0, 0xC0000201).putInt(4, 0xC0000202).putInt(16, 3).putInt(20, 400);
    record.putInt(24, UPTIME_MILLIS - 1000).putInt(28, UPTIME_MILLIS);
    record.putShort(32, (short) 40_000).putShort(34, (short) 443).put(38, (byte) 6);
    return datagram.array();
  }

  static byte[] v9Template(int seconds, int sequence) {
    ByteBuffer datagram = v9Header(seconds, sequence, 8 + FIELDS.length * 2);
    datagram.putShort((short) 0).putShort((short) (8 + FIELDS.length * 2));
    return template(datagram);
  }

  static byte[] v9Data(int seconds, int sequence) {
    ByteBuffer datagram = v9Header(seconds, sequence, 4 + 29 + 3);
    datagram.putShort((short) TEMPLATE).putShort((short) (4 + 29 + 3));
    flow(datagram).putInt(UPTIME_MILLIS - 1000).putInt(UPTIME_MILLIS);
    return bytes(datagram);
  }

  static byte[] ipfix(int seconds) {
    int templateSet = 8 + FIELDS.length * 2;
    ByteBuffer message = ByteBuffer.allocate(16 + templateSet + 4 + 29);
    message.putShort((short) 10).putShort((short) message.capacity()).putInt(seconds);
    message.putInt(0).putInt(7);
    message.putShort((short) 2).putShort((short) templateSet);
    template(message);
    message.position(16 + 8);
    absoluteTimes(message);
    message.position(16 + templateSet);
    message.putShort((short) TEMPLATE).putShort((short) (4 + 29));
    flow(message).putInt(seconds - 1).putInt(seconds);
    return message.array();
  }

  /** The datagram in UDP and IPv4, from 192.0.2.100 to port 2055. */
  static byte[] packet(byte[] datagram) {
    ByteBuffer packet = ByteBuffer.allocate(28 + datagram.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
    packet.put((byte) 64).put((byte) 17).putShort((short) 0);
    packet.putInt(0xC0000264).putInt(0xC0000265);
    packet.putShort((short) 50_000).putShort((short) 2055);
    packet.putShort((short) (8 + datagram.length)).putShort((short) 0).put(datagram);
    return packet.array();
  }

  private static ByteBuffer v9Header(int seconds, int sequence, int setBytes) {
    return ByteBuffer.allocate(20 + setBytes)
        .putShort((short) 9)
        .putShort((short) 1)
        .putInt(UPTIME_MILLIS)
        .putInt(seconds)
        .putInt(sequence)
        .putInt(7);
  }

  private static byte[] template(ByteBuffer datagram) {
    datagram.putShort((short) TEMPLATE).putShort((short) (FIELDS.length / 2));
    for (short field : FIELDS) {
      datagram.putShort(field);
    }
    return bytes(datagram);
  }

  private static byte[] bytes(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.capacity()];
    datagram.get(0, bytes);
    return bytes;
  }

  /** IPFIX tells start and end in seconds (150, 151) instead of the exporter's uptime. */
  private static void absoluteTimes(ByteBuffer message) {
    int last = message.position() + (FIELDS.length - 4) * 2;
    message.putShort(last, (short) 150).putShort(last + 4, (short) 151);
  }

  /** Up to its times. */
  private static ByteBuffer flow(ByteBuffer datagram) {
    return datagram
        .putInt(0xC0000201)
        .putInt(0xC0000202)
        .putShort((short) 40_000)
        .putShort((short) 443)
        .put((byte) 6)
        .putInt(3)
        .putInt(400);
  }
}
