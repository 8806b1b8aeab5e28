package io.tapline.capture.handler;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a handler writes: since it began, and over the last seconds. The time is that of the
 * clock, so it is right from the first moment and after a rotation. For one thread at a time.
 */
final class DataRate {
  /** What counts as now. */
  static final int WINDOW_SECONDS = 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long WINDOW_NANOS = WINDOW_SECONDS * NANOS_PER_SECOND;
  private static final long STEP_NANOS = WINDOW_NANOS / 20;

  private record Sample(long nanos, long bytes) {}

  private final long startNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * @param startNanos nanoseconds since the epoch
   */
  DataRate(long startNanos) {
    this.startNanos = startNanos;
    samples.add(new Sample(startNanos, 0));
  }

  /** Takes note of the bytes written so far; called at least every second. */
  void sample(long nowNanos, long bytes) {
    if (nowNanos - samples.getLast().nanos() >= STEP_NANOS) {
      samples.add(new Sample(nowNanos, bytes));
    }
    while (samples.size() > 1 && nowNanos - second().nanos() >= WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  private Sample second() {
    var all = samples.iterator();
    all.next();
    return all.next();
  }

  /** Bytes a second over the window. */
  double current(long nowNanos, long bytes) {
    Sample first = samples.getFirst();
    return perSecond(bytes - first.bytes(), nowNanos - first.nanos());
  }

  /** Bytes a second since the beginning. */
  double total(long nowNanos, long bytes) {
    return perSecond(bytes, nowNanos - startNanos);
  }

  private static double perSecond(long bytes, long nanos) {
    return nanos <= 0 ? 0 : Math.max(0, bytes) * (double) NANOS_PER_SECOND / nanos;
  }
}
