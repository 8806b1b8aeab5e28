package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Hand-made NetFlow v9 (RFC 3954) of one exporter, in Ethernet frames. */
final class Exports {
  static final long T0_SECONDS = 1_717_200_000L;
  private static final End EXPORTER = new End(200, 50_000);
  private static final End COLLECTOR = new End(201, 2055);
  private static final int SOURCE_ID = 7;
  private static final int TEMPLATE = 256;

  /** Types and lengths of the template's fields. */
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {2, 4}, {1, 4}, {22, 4}, {21, 4}
  };

  private Exports() {}

  /** A datagram with the template. */
  static byte[] template(int sequence) {
    ByteBuffer set = ByteBuffer.allocate(8 + FIELDS.length * 4);
    set.putShort((short) 0).putShort((short) set.capacity());
    set.putShort((short) TEMPLATE).putShort((short) FIELDS.length);
    for (int[] field : FIELDS) {
      set.putShort((short) field[0]).putShort((short) field[1]);
    }
    return datagram(sequence, set.array());
  }

  /** A datagram with one flow of 10 packets and 1000 bytes, in its first second. */
  static byte[] flow(int sequence, End from, End to, int flags) {
    ByteBuffer set = ByteBuffer.allocate(36);
    set.putShort((short) TEMPLATE).putShort((short) set.capacity());
    set.putInt((int) from.low()).putInt((int) to.low());
    set.putShort((short) from.port()).putShort((short) to.port());
    set.put((byte) 6).put((byte) flags).putInt(10).putInt(1000);
    set.putInt(1_000).putInt(2_000);
    return datagram(sequence, set.array());
  }

  private static byte[] datagram(int sequence, byte[] set) {
    ByteBuffer datagram = ByteBuffer.allocate(20 + set.length);
    datagram.putShort((short) 9).putShort((short) 1).putInt(60_000);
    datagram.putInt((int) T0_SECONDS).putInt(sequence).putInt(SOURCE_ID).put(set);
    return Frames.udp(EXPORTER, COLLECTOR, datagram.array());
  }

  /** The datagram as another exporter would send it: the last byte of 10.0.0.x. */
  static byte[] from(int exporter, byte[] frame) {
    byte[] sent = frame.clone();
    sent[14 + 15] = (byte) exporter;
    return sent;
  }

  /** The frame's datagram as fragments that end at these bytes of its payload, and at its end. */
  static byte[][] fragments(byte[] frame, int id, int... ends) {
    int header = 14 + 20;
    byte[][] fragments = new byte[ends.length + 1][];
    int begin = 0;
    for (int i = 0; i <= ends.length; i++) {
      boolean last = i == ends.length;
      int end = last ? frame.length - header : ends[i];
      ByteBuffer fragment = ByteBuffer.allocate(header + end - begin);
      fragment.put(frame, 0, header).put(frame, header + begin, end - begin);
      fragment.putShort(16, (short) (20 + end - begin)).putShort(18, (short) id);
      fragment.putShort(20, (short) (begin / 8 | (last ? 0 : 0x2000)));
      fragments[i] = fragment.array();
      begin = end;
    }
    return fragments;
  }

  /** Frames from a position on, each a second after the one before. */
  static FrameBlock block(long position, byte[]... frames) {
    int[] offsets = new int[frames.length + 1];
    for (int i = 0; i < frames.length; i++) {
      offsets[i + 1] = offsets[i] + frames[i].length;
    }
    byte[] data = new byte[offsets[frames.length]];
    for (int i = 0; i < frames.length; i++) {
      System.arraycopy(frames[i], 0, data, offsets[i], frames[i].length);
    }
    int[] lengths = new int[frames.length];
    Arrays.setAll(lengths, i -> frames[i].length);
    long[] times = new long[frames.length];
    Arrays.setAll(times, i -> (T0_SECONDS + position + i) * 1_000_000_000L);
    int[] links = new int[frames.length];
    Arrays.fill(links, 1);
    return new FrameBlock(
        position, MemorySegment.ofArray(data), offsets, lengths, times, links, List.of());
  }
}
