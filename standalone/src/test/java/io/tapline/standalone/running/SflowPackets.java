package io.tapline.standalone.running;

import java.nio.ByteBuffer;

/** A datagram of sFlow 5 with one sample: a TCP packet of 400 bytes from 192.0.2.1 to 192.0.2.2. */
final class SflowPackets {
  private static final int PACKET_BYTES = 400;
  private static final int HEADERS_BYTES = 40;
  private static final int IPV4 = 11;

  private SflowPackets() {}

  /** One packet of so many was sampled. */
  static byte[] sample(int interval) {
    int record = 16 + HEADERS_BYTES;
    int sample = 32 + 8 + record;
    ByteBuffer datagram = ByteBuffer.allocate(28 + 8 + sample);
    datagram.putInt(5).putInt(1).putInt(0xC0000264).putInt(0).putInt(1).putInt(100_000).putInt(1);
    datagram.putInt(1).putInt(sample);
    datagram.putInt(1).putInt(3).putInt(interval).putInt(interval).putInt(0);
    datagram.putInt(3).putInt(4).putInt(1);
    datagram.putInt(1).putInt(record);
    datagram.putInt(IPV4).putInt(PACKET_BYTES).putInt(0).putInt(HEADERS_BYTES);
    headers(datagram);
    return datagram.array();
  }

  private static void headers(ByteBuffer packet) {
    packet.put((byte) 0x45).put((byte) 0).putShort((short) PACKET_BYTES).putInt(0);
    packet.put((byte) 64).put((byte) 6).putShort((short) 0);
    packet.putInt(0xC0000201).putInt(0xC0000202);
    packet.putShort((short) 40_000).putShort((short) 443).putInt(1).putInt(1);
    packet.put((byte) 0x50).put((byte) 0x10).putShort((short) 1000).putInt(0);
  }
}
