package io.tapline.capture.contract;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Loss;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Ethernet frames without a network protocol, a microsecond apart: cheap to count. */
final class TestFrames {
  static final int FRAME_BYTES = 60;
  static final int LARGE_FRAMES = 16;
  static final long T0 = 1_717_200_000_000_000_000L;
  private static final int LARGE_BYTES = 64_000;

  private TestFrames() {}

  static Batch batch(int first, int count) {
    return batch(first, count, List.of());
  }

  static Batch batch(int first, int count, List<Loss> losses) {
    return batch(first, count, FRAME_BYTES, losses);
  }

  /** Batch number so and so of about 1 MiB. */
  static Batch large(int number) {
    return batch(number * LARGE_FRAMES, LARGE_FRAMES, LARGE_BYTES, List.of());
  }

  private static Batch batch(int first, int count, int length, List<Loss> losses) {
    BatchBuilder batch = new BatchBuilder(first);
    losses.forEach(batch::add);
    MemorySegment frame = MemorySegment.ofArray(new byte[length]);
    for (int i = 0; i < count; i++) {
      batch.add(frame, 0, length, length, time(first + i), 1);
    }
    return batch.build();
  }

  static long time(long position) {
    return T0 + position * 1000;
  }
}
