package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.wire.frame.FrameOutcome;
import java.util.HashMap;
import java.util.Map;

/** Counts what becomes of every frame, from where the last checkpoint left off. For one thread. */
final class FrameAccount {
  private static final FrameOutcome[] OUTCOMES = FrameOutcome.values();

  private final SourceAccount before;
  private final long[] outcomes = new long[OUTCOMES.length];
  private long frames;
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private long closedConnections;
  private Map<FrameOutcome, Long> reported = Map.of();

  FrameAccount(SourceAccount before) {
    this.before = before;
    frames = before.frames();
    bytes = before.bytes();
    closedConnections = before.closedConnections();
    if (before.frames() > 0) {
      firstNanos = before.firstFrameNanos();
      lastNanos = before.lastFrameNanos();
    }
  }

  @SuppressWarnings("EnumOrdinal") // a flat array on the path of every frame
  void count(FrameOutcome outcome, int originalLength, long timeNanos) {
    outcomes[outcome.ordinal()]++;
    frames++;
    bytes += originalLength;
    firstNanos = Math.min(firstNanos, timeNanos);
    lastNanos = Math.max(lastNanos, timeNanos);
  }

  void connectionClosed() {
    closedConnections++;
  }

  long frames() {
    return frames;
  }

  /** The account as it stands. */
  SourceAccount total(long openConnections) {
    Map<String, Long> total = new HashMap<>(before.outcomes());
    counted().forEach((outcome, count) -> total.merge(outcome.label(), count, Long::sum));
    boolean none = frames == 0;
    return new SourceAccount(
        frames,
        bytes,
        closedConnections,
        openConnections,
        total,
        none ? SourceAccount.NO_TIME : firstNanos,
        none ? SourceAccount.NO_TIME : lastNanos);
  }

  /** Frames counted here, without those of before. */
  @SuppressWarnings("EnumOrdinal") // as above
  private Map<FrameOutcome, Long> counted() {
    Map<FrameOutcome, Long> counted = new HashMap<>();
    for (FrameOutcome outcome : OUTCOMES) {
      counted.put(outcome, outcomes[outcome.ordinal()]);
    }
    counted.values().removeIf(count -> count == 0);
    return counted;
  }

  /** Frames counted since this was asked for the last time. */
  Map<FrameOutcome, Long> takeUnreported() {
    Map<FrameOutcome, Long> now = counted();
    Map<FrameOutcome, Long> fresh = new HashMap<>(now);
    reported.forEach((outcome, count) -> fresh.merge(outcome, -count, Long::sum));
    reported = now;
    return fresh;
  }
}
