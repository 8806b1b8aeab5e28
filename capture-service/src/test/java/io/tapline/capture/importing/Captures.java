package io.tapline.capture.importing;

import io.tapline.capture.FakeLog;
import io.tapline.wire.capture.Octets;
import io.tapline.wire.capture.PcapngBlock;
import io.tapline.wire.capture.PcapngOption;
import io.tapline.wire.capture.PcapngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** Small pcap files made by hand. */
public final class Captures {
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16;

  /** Where a packet's block of pcapng has the lowest byte of its interface's number. */
  private static final int INTERFACE = 8;

  private Captures() {}

  /** A pcap with microseconds: frame i has i % 90 + 14 bytes and comes i milliseconds after 1 s. */
  public static byte[] pcap(int frames) {
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + frames * (RECORD_BYTES + 104));
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(65_535).putInt(1);
    for (int i = 0; i < frames; i++) {
      byte[] frame = frame(i);
      file.putInt(1 + i / 1000).putInt(i % 1000 * 1000).putInt(frame.length).putInt(frame.length);
      file.put(frame);
    }
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }

  /** A pcapng of one frame and statistics that tell of frames dropped. */
  static byte[] droppedAtTheEnd(long drops) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out))) {
      int number = writer.addInterface(1, 0);
      byte[] frame = frame(1);
      writer.write(
          number, MemorySegment.ofArray(frame), 0, frame.length, frame.length, 1_000_000_000L, 0);
      PcapngOption told =
          new PcapngOption.Numeric(PcapngBlock.InterfaceStatistics.SYSTEM_DROPS, 8, drops);
      writer.write(new PcapngBlock.InterfaceStatistics(number, 2_000_000_000L, List.of(told)));
    }
    return out.toByteArray();
  }

  /** A pcapng of two good frames, each with one of an interface that is not described behind it. */
  static byte[] damaged() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> damaged = new ArrayList<>();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out))) {
      int number = writer.addInterface(1, 0);
      for (int i = 0; i < 2; i++) {
        writer.write(packet(number, i));
        damaged.add((int) writer.size());
        writer.write(packet(number, i));
      }
    }
    byte[] bytes = out.toByteArray();
    damaged.forEach(block -> ByteBuffer.wrap(bytes, block + INTERFACE, 1).put((byte) 3));
    return bytes;
  }

  private static PcapngBlock packet(int number, int time) {
    return new PcapngBlock.EnhancedPacket(number, time, 20, Octets.of(new byte[20]), List.of());
  }

  /** What the log must hold after {@link #pcap} was imported. */
  public static List<String> frames(int count) {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] frame = frame(i);
      long nanos = 1_000_000_000L + i * 1_000_000L;
      frames.add(FakeLog.describe(nanos, frame.length, 1, frame));
    }
    return frames;
  }

  private static byte[] frame(int index) {
    byte[] frame = new byte[index % 90 + 14];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (index * 31 + i);
    }
    return frame;
  }
}
