package io.tapline.flowlog.merge;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.log.ChangeHistory;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The background thread: merges while there is something to merge, then rests. */
public final class MergeLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(MergeLoop.class);

  private final SegmentMerger merger;
  private final ChangeHistory history;
  private final Duration rest;
  private final MergeMetrics metrics;
  private @Nullable Thread thread;

  public MergeLoop(
      SegmentMerger merger, ChangeHistory history, Duration rest, MergeMetrics metrics) {
    this.merger = merger;
    this.history = history;
    this.rest = rest;
    this.metrics = metrics;
  }

  public void start() {
    thread = Thread.ofPlatform().name("flowlog-merge").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!doWork()) {
          Thread.sleep(rest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One piece of work; whether more may be due at once. */
  boolean doWork() {
    try {
      history.trim();
      return merger.mergeOnce();
    } catch (FlowlogException | IOException e) {
      metrics.failed();
      LOG.warnf("Segments could not be merged and stay as they are: %s", e.getMessage());
      return false;
    } catch (RuntimeException e) {
      metrics.failed();
      LOG.error("Segments could not be merged and stay as they are", e);
      return false;
    }
  }

  /** Waits for the merge that is going on, at most ten seconds; a broken one changes nothing. */
  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(Duration.ofSeconds(10))) {
        LOG.warn("A merge did not end in time; it changes nothing.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
