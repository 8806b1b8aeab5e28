package io.tapline.flowlog.retention;

import io.tapline.flowlog.BackgroundWorker;
import java.time.Duration;

/** The background thread: enforces the limits, then rests. */
public final class RetentionLoop implements AutoCloseable {
  private final BackgroundWorker worker;

  public RetentionLoop(Retention retention, Duration pause, RetentionMetrics metrics) {
    BackgroundWorker.Work work =
        () -> {
          retention.enforce();
          return pause;
        };
    this.worker = new BackgroundWorker("flowlog-retention", work, metrics::failed);
  }

  public void start() {
    worker.start();
  }

  public BackgroundWorker worker() {
    return worker;
  }

  /** Waits for what is being dropped, at most ten seconds; a broken transaction changes nothing. */
  @Override
  public void close() {
    worker.close();
  }
}
