package io.tapline.flowlog.merge;

import io.tapline.flowlog.BackgroundWorker;
import io.tapline.flowlog.IngestLoad;
import io.tapline.flowlog.segment.BackgroundEngine.Share;
import io.tapline.flowlog.status.ChangeHistory;
import io.tapline.flowlog.store.SpareSpace;
import java.time.Duration;

/**
 * The background thread: merges while there is something to merge, gives back the space that this
 * left, then rests. While a source is busy it yields: see {@link YieldPolicy}.
 */
public final class MergeLoop implements AutoCloseable {
  private final SegmentMerger merger;
  private final SpareSpace space;
  private final ChangeHistory history;
  private final Duration rest;
  private final IngestLoad load;
  private final YieldPolicy policy;
  private final MergeMetrics metrics;
  private final BackgroundWorker worker;

  /**
   * @param rest when there is nothing to merge, or a source is busy
   */
  public MergeLoop(
      SegmentMerger merger,
      SpareSpace space,
      ChangeHistory history,
      Duration rest,
      IngestLoad load,
      YieldPolicy policy,
      MergeMetrics metrics) {
    this.merger = merger;
    this.space = space;
    this.history = history;
    this.rest = rest;
    this.load = load;
    this.policy = policy;
    this.metrics = metrics;
    this.worker = new BackgroundWorker("flowlog-merge", this::run, metrics::failed);
  }

  public void start() {
    worker.start();
  }

  public BackgroundWorker worker() {
    return worker;
  }

  private Duration run() {
    return doWork() ? Duration.ZERO : rest;
  }

  /** One piece of work; whether more may be due at once. */
  boolean doWork() {
    boolean busy = load.isBusy();
    boolean pressing = busy && policy.isPressing(merger.smallSegments());
    if (busy && !pressing) {
      metrics.postponed();
      return false;
    }
    history.trim();
    boolean merged = merger.mergeOnce(pressing ? Share.OF_INGEST : Share.SPARE);
    if (!merged && !busy) {
      space.giveBack();
    }
    return merged && !busy;
  }

  /** Waits for the merge that is going on, at most ten seconds; a broken one changes nothing. */
  @Override
  public void close() {
    worker.close();
  }
}
