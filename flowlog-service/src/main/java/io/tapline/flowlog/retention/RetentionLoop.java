package io.tapline.flowlog.retention;

import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The background thread: enforces the limits, then rests. After a failure of any kind it tries
 * again after a rest that doubles up to {@link #LONGEST_REST}; the same failure is logged once.
 */
public final class RetentionLoop implements AutoCloseable {
  static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private static final Logger LOG = Logger.getLogger(RetentionLoop.class);

  private final Retention retention;
  private final Duration pause;
  private final RetentionMetrics metrics;
  private @Nullable Thread thread;
  private Duration rest;
  private @Nullable String failure;

  public RetentionLoop(Retention retention, Duration pause, RetentionMetrics metrics) {
    this.retention = retention;
    this.pause = pause;
    this.rest = pause;
    this.metrics = metrics;
  }

  public void start() {
    thread = Thread.ofPlatform().name("flowlog-retention").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(doWork());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Enforces once; how long to rest now. */
  Duration doWork() {
    try {
      retention.enforce();
      succeeded();
    } catch (IOException | RuntimeException | Error e) { // the thread lives on whatever it was
      failed(e);
    }
    return rest;
  }

  private void succeeded() {
    if (failure != null) {
      LOG.info("Retention works again.");
      failure = null;
    }
    rest = pause;
  }

  private void failed(Throwable why) {
    metrics.failed();
    if (Thread.currentThread().isInterrupted()) {
      return; // the end of the process, no failure
    }
    if (!why.toString().equals(failure)) {
      failure = why.toString();
      LOG.error("Retention failed and is tried again; the log keeps what it has meanwhile.", why);
    }
    rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
  }

  /** Waits for what is being dropped, at most ten seconds; a broken transaction changes nothing. */
  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(Duration.ofSeconds(10))) {
        LOG.warn("Retention did not end in time; what it had not committed changes nothing.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
