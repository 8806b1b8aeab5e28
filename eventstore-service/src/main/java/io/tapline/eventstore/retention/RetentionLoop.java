package io.tapline.eventstore.retention;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The background thread: deletes what is due, then rests; after a failure it tries again. */
public final class RetentionLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RetentionLoop.class);

  private final EventRetention retention;
  private final Duration pause;
  private final RetentionMetrics metrics;
  private @Nullable Thread thread;
  private @Nullable String failure;

  public RetentionLoop(EventRetention retention, Duration pause, RetentionMetrics metrics) {
    this.retention = retention;
    this.pause = pause;
    this.metrics = metrics;
  }

  public void start() {
    thread = Thread.ofPlatform().name("eventstore-retention").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        doWork();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same failure is logged once. */
  void doWork() {
    try {
      retention.enforce();
      failure = null;
    } catch (RuntimeException | Error e) { // the thread lives on whatever it was
      metrics.failed();
      if (!Thread.currentThread().isInterrupted() && !e.toString().equals(failure)) {
        failure = e.toString();
        LOG.error("Old events could not be deleted; they are at the next look.", e);
      }
    }
  }

  /** Waits for the transaction that is going on, at most ten seconds. */
  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(Duration.ofSeconds(10))) {
        LOG.warn("Deleting old events did not end in time; the rest leaves at the next start.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
