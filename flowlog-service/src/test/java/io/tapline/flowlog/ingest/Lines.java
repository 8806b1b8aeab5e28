package io.tapline.flowlog.ingest;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames that are no packets: lines and records, as files are cut into. */
final class Lines {
  private final List<byte[]> frames = new ArrayList<>();
  private final long timeNanos;

  Lines(long timeNanos) {
    this.timeNanos = timeNanos;
  }

  Lines add(byte[] frame) {
    frames.add(frame);
    return this;
  }

  static Lines of(long timeNanos, String text) {
    Lines lines = new Lines(timeNanos);
    text.lines().forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
    return lines;
  }

  int size() {
    return frames.size();
  }

  FrameBlock all() {
    return block(0, size());
  }

  FrameBlock block(int from, int to) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] offsets = new int[to - from + 1];
    for (int i = from; i < to; i++) {
      data.writeBytes(frames.get(i));
      offsets[i - from + 1] = data.size();
    }
    int[] lengths = new int[to - from];
    Arrays.setAll(lengths, i -> frames.get(from + i).length);
    long[] times = new long[to - from];
    Arrays.fill(times, timeNanos);
    int[] links = new int[to - from];
    Arrays.fill(links, FlowConsumer.NO_PACKET);
    return new FrameBlock(
        from, MemorySegment.ofArray(data.toByteArray()), offsets, lengths, times, links, List.of());
  }
}
