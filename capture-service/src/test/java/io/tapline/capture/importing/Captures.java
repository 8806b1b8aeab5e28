package io.tapline.capture.importing;

import io.tapline.capture.FakeLog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Small pcap files made by hand. */
public final class Captures {
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16;

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
