package io.tapline.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A template, then the same datagram again and again with the sequence number that is due. */
final class ExportDatagrams {
  /** Of every datagram, whatever the protocol. */
  static final int RECORDS = 24;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Element and length: what softflowd and routers send, 18 fields in 53 bytes. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {5, 1}, {6, 1}, {1, 4}, {2, 4}, {22, 4}, {21, 4},
    {10, 4}, {14, 4}, {16, 4}, {17, 4}, {9, 1}, {13, 1}, {15, 4}
  };

  private static final int FLOW_BYTES = 53;

  private final ByteBuffer datagram = ByteBuffer.allocate(4096);
  private final String protocol;
  private final MemorySegment first;
  private final MemorySegment repeated;
  private final int sequenceAt;
  private final int step;
  private int sequence;

  ExportDatagrams(String protocol) {
    this.protocol = protocol;
    sequenceAt =
        switch (protocol) {
          case "v5", "sflow" -> 16;
          case "v9" -> 12;
          case "ipfix" -> 8;
          default -> throw new IllegalArgumentException("no protocol " + protocol);
        };
    step = protocol.equals("v5") || protocol.equals("ipfix") ? RECORDS : 1;
    sequence = step == 1 ? -1 : protocol.equals("v5") ? -RECORDS : 0;
    first = message(true);
    repeated = message(false);
    if (protocol.equals("ipfix")) {
      sequence = -RECORDS;
    }
  }

  /** Defines the template, if the protocol has any; has no records then. */
  MemorySegment first() {
    if (protocol.equals("v9")) {
      return numbered(first);
    }
    return protocol.equals("ipfix") ? first : next();
  }

  MemorySegment next() {
    return numbered(repeated);
  }

  private MemorySegment numbered(MemorySegment bytes) {
    sequence += step;
    bytes.set(INT, sequenceAt, sequence);
    return bytes;
  }

  private MemorySegment message(boolean template) {
    datagram.clear();
    switch (protocol) {
      case "v5" -> v5();
      case "v9" -> v9(template);
      case "ipfix" -> ipfix(template);
      default -> sflow();
    }
    byte[] bytes = new byte[datagram.flip().remaining()];
    datagram.get(bytes);
    return MemorySegment.ofArray(bytes);
  }

  private void v5() {
    datagram.putShort((short) 5).putShort((short) RECORDS).putInt(3_600_000);
    datagram.putInt(1_700_000_000).putInt(0).putInt(0).putInt(0);
    for (int i = 0; i < RECORDS; i++) {
      datagram.putInt(0x0A000001).putInt(0x0A000002).putInt(0).putInt(0).putInt(5).putInt(500);
      datagram.putInt(3_500_000).putInt(3_599_000).putShort((short) i).putShort((short) 80);
      datagram.putInt(0x001B0600).putInt(0).putInt(0x18180000);
    }
  }

  private void v9(boolean template) {
    datagram.putShort((short) 9).putShort((short) RECORDS).putInt(3_600_000);
    datagram.putInt(1_700_000_000).putInt(0).putInt(1);
    set(template, 0);
  }

  private void ipfix(boolean template) {
    int body = template ? 8 + 4 * FIELDS.length : 4 + RECORDS * FLOW_BYTES;
    datagram.putShort((short) 10).putShort((short) (16 + body)).putInt(1_700_000_000);
    datagram.putInt(0).putInt(1);
    set(template, 2);
  }

  private void set(boolean template, int templateSet) {
    if (!template) {
      datagram.putShort((short) 256).putShort((short) (4 + RECORDS * FLOW_BYTES));
      for (int i = 0; i < RECORDS; i++) {
        flow(i);
      }
      return;
    }
    datagram.putShort((short) templateSet).putShort((short) (8 + 4 * FIELDS.length));
    datagram.putShort((short) 256).putShort((short) FIELDS.length);
    for (int[] field : FIELDS) {
      datagram.putShort((short) field[0]).putShort((short) field[1]);
    }
  }

  private void flow(int number) {
    datagram.putInt(0x0A000001).putInt(0x0A000002).putShort((short) number).putShort((short) 80);
    datagram.put((byte) 6).put((byte) 0).put((byte) 0x1B).putInt(500).putInt(5);
    datagram.putInt(3_500_000).putInt(3_599_000).putInt(1).putInt(2).putInt(64500).putInt(64501);
    datagram.put((byte) 24).put((byte) 24).putInt(0x0A0000FE);
  }

  private void sflow() {
    datagram.putInt(5).putInt(1).putInt(0x0A000001).putInt(0).putInt(0).putInt(1000);
    datagram.putInt(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      datagram.putInt(1).putInt(32 + 8 + 16 + 64).putInt(i).putInt(7).putInt(400).putInt(1000);
      datagram.putInt(0).putInt(7).putInt(9).putInt(1);
      datagram.putInt(1).putInt(16 + 64).putInt(1).putInt(1518).putInt(4).putInt(64);
      frame();
    }
  }

  private void frame() {
    datagram.putLong(0x0200_0000_0002_0200L).putInt(1).putShort((short) 0x0800);
    datagram.putInt(0x450005DC).putInt(0x00014000).putInt(0x40060000);
    datagram.putInt(0x0A000001).putInt(0x0A000002).putInt(0x04D201BB).putInt(1).putInt(2);
    datagram.putInt(0x5018FFFF).putInt(0).put(new byte[10]);
  }
}
