package io.tapline.flowlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A background thread that nothing ends but {@link #close}: whatever its work throws is logged with
 * the worker's name, counted, and the work is taken up again after a while, longer each time.
 */
public final class BackgroundWorker implements AutoCloseable {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(BackgroundWorker.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final Work work;
  private final Runnable failed;
  private final AtomicInteger failures = new AtomicInteger();
  private @Nullable Thread thread;

  /** One piece of work; it waits by itself when there is nothing to do. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * @param failed counts a failure
   */
  public BackgroundWorker(String name, Work work, Runnable failed) {
    this.name = name;
    this.work = work;
    this.failed = failed;
  }

  public void start() {
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      work.run();
      failures.set(0);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) { // the next attempt may fare better
      int inARow = failures.incrementAndGet();
      failed.run();
      LOG.errorf(e, "%s failed, %d times in a row; it is taken up again", name, inARow);
      Thread.sleep(pause(inARow));
    }
  }

  /** Twice as long after each failure, within its limit. */
  static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Failures in a row; 0 while it works. */
  public int failures() {
    return failures.get();
  }

  /** Waits for the work that is going on, at most ten seconds. */
  @Override
  public void close() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      if (!running.join(STOP_LIMIT)) {
        LOG.warnf("%s did not end in time.", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
