package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceAccount;
import java.util.HashMap;
import java.util.Map;

/** Counts what becomes of every frame, from where the last checkpoint left off. For one thread. */
final class FrameAccount {
  private final SourceAccount before;
  private final long[] outcomes = new long[Outcomes.COUNT];
  private final long[] reported = new long[Outcomes.COUNT];
  private long frames;
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private long closedConnections;

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

  /**
   * @param outcome a number of {@link Outcomes}
   */
  void count(int outcome, int originalLength, long timeNanos) {
    outcomes[outcome]++;
    frames++;
    bytes += originalLength;
    firstNanos = Math.min(firstNanos, timeNanos);
    lastNanos = Math.max(lastNanos, timeNanos);
  }

  /** So many frames, of now or earlier, have another outcome than they had. */
  void move(int from, int to, long moved) {
    outcomes[from] -= moved;
    outcomes[to] += moved;
  }

  void connectionClosed() {
    closedConnections++;
  }

  long frames() {
    return frames;
  }

  /** The account as it stands; with what the table and the consumer count themselves. */
  SourceAccount total(long openConnections, long flowRecords, Map<String, Long> counters) {
    boolean none = frames == 0;
    return new SourceAccount(
        frames,
        bytes,
        closedConnections,
        openConnections,
        outcomes(),
        none ? SourceAccount.NO_TIME : firstNanos,
        none ? SourceAccount.NO_TIME : lastNanos,
        flowRecords,
        counters);
  }

  private Map<String, Long> outcomes() {
    Map<String, Long> total = new HashMap<>(before.outcomes());
    for (int outcome = 0; outcome < outcomes.length; outcome++) {
      if (outcomes[outcome] != 0) {
        total.merge(Outcomes.label(outcome), outcomes[outcome], Long::sum);
      }
    }
    total.values().removeIf(count -> count == 0);
    return total;
  }

  /**
   * Frames by outcome counted since this was asked for the last time. A count that went back is
   * reported again once it is greater than before.
   */
  Map<String, Long> takeUnreported() {
    Map<String, Long> fresh = new HashMap<>();
    for (int outcome = 0; outcome < outcomes.length; outcome++) {
      if (outcomes[outcome] > reported[outcome]) {
        fresh.put(Outcomes.label(outcome), outcomes[outcome] - reported[outcome]);
        reported[outcome] = outcomes[outcome];
      }
    }
    return fresh;
  }
}
