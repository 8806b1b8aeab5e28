package io.tapline.standalone.handover;

import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams of a router that exports NetFlow 9 and of a switch that samples for sFlow: with
 * templates, data before them, datagrams that never come, that come twice, that contradict
 * themselves, and records that cannot be. A third exporter sends nothing but malformed messages.
 */
final class ExportUnits extends Units {
  private static final int COLLECTOR = 9;
  private static final int SECONDS = 1_717_200_000;
  private static final int TEMPLATE = 256;
  private static final int SETTLED = 8;
  private static final int ICMP = 1;

  /** Elements and lengths: addresses, ports, protocol, flags, packets, bytes, first, last. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {2, 4}, {1, 4}, {22, 4}, {21, 4}
  };

  private byte @Nullable [] twice;
  private int flowSequence;
  private int sampleSequence;
  private int brokenSequence;
  private int unique;

  ExportUnits(Random random) {
    super(random);
  }

  @Override
  byte[] next() {
    if (twice != null && random.nextInt(12) == 0) {
      byte[] again = twice;
      twice = null;
      return again;
    }
    return switch (random.nextInt(10)) {
      case 0 -> broken();
      case 1 -> udp(5, 50_000, COLLECTOR, 2055, bytes(3));
      case 2, 3, 4 -> remembered(samples());
      default -> remembered(flows(random.nextInt(4) == 0));
    };
  }

  /** Data waits for this at most, and what is missing before it is missing. */
  @Override
  byte[][] last() {
    return new byte[][] {router(flowSequence++, template()), agent(sampleSequence++, 0)};
  }

  private byte[] remembered(byte[] datagram) {
    twice = datagram;
    return datagram;
  }

  private byte[] flows(boolean withTemplate) {
    if (flowSequence > SETTLED && random.nextInt(15) == 0) {
      flowSequence++;
      missing++;
    }
    int count = 1 + random.nextInt(5);
    ByteBuffer set = ByteBuffer.allocate(4 + 30 * count + 2);
    set.putShort((short) TEMPLATE).putShort((short) set.capacity());
    for (int i = 0; i < count; i++) {
      flow(set);
    }
    byte[] sets = set.array();
    return router(flowSequence++, withTemplate ? joined(template(), sets) : sets);
  }

  private void flow(ByteBuffer set) {
    boolean possible = random.nextInt(10) > 0;
    records++;
    impossible += possible ? 0 : 1;
    set.putInt(0x0a000001 + random.nextInt(5)).putInt(0x0a000063);
    set.putShort((short) (1024 + unique++)).putShort((short) 443).put((byte) 6).put((byte) 0x1b);
    set.putInt(possible ? 10 : 1).putInt(possible ? 1000 : -1).putInt(1_000).putInt(2_000);
  }

  private static byte[] template() {
    ByteBuffer set = ByteBuffer.allocate(8 + FIELDS.length * 4);
    set.putShort((short) 0).putShort((short) set.capacity());
    set.putShort((short) TEMPLATE).putShort((short) FIELDS.length);
    for (int[] field : FIELDS) {
      set.putShort((short) field[0]).putShort((short) field[1]);
    }
    return set.array();
  }

  private static byte[] router(int sequence, byte[] sets) {
    return udp(3, 50_000, COLLECTOR, 2055, message(sequence, 7, sets));
  }

  private static byte[] message(int sequence, int domain, byte[] sets) {
    ByteBuffer message = ByteBuffer.allocate(20 + sets.length);
    message.putShort((short) 9).putShort((short) 1).putInt(60_000);
    return message.putInt(SECONDS).putInt(sequence).putInt(domain).put(sets).array();
  }

  /** A set that is longer than its message. */
  private byte[] broken() {
    malformed++;
    byte[] set = {1, 0, 0, 99, 0, 0, 0, 0};
    return udp(6, 50_000, COLLECTOR, 2055, message(brokenSequence++, 8, set));
  }

  private byte[] samples() {
    if (sampleSequence > SETTLED && random.nextInt(15) == 0) {
      sampleSequence++;
      missing++;
    }
    int count = 1 + random.nextInt(3);
    records += count;
    return agent(sampleSequence++, count);
  }

  private byte[] agent(int sequence, int count) {
    byte[] sampled = packet(20 + random.nextInt(5), 30, ICMP, new byte[] {8, 0, 0, 0, 0, 1, 0, 1});
    ByteBuffer datagram = ByteBuffer.allocate(28 + count * (8 + 32 + 8 + 16 + sampled.length));
    datagram.putInt(5).putInt(1).putInt(0x0a000004).putInt(0);
    datagram.putInt(sequence).putInt(60_000).putInt(count);
    for (int i = 0; i < count; i++) {
      datagram.putInt(1).putInt(32 + 8 + 16 + sampled.length);
      datagram.putInt(sequence).putInt(1).putInt(100).putInt(0).putInt(0);
      datagram.putInt(1).putInt(2).putInt(1);
      datagram.putInt(1).putInt(16 + sampled.length);
      datagram.putInt(11).putInt(sampled.length).putInt(0).putInt(sampled.length).put(sampled);
    }
    return udp(4, 50_001, COLLECTOR, 6343, datagram.array());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
