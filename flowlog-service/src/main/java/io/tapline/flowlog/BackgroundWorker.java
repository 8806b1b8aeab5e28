package io.tapline.flowlog;

import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A background thread that nothing ends but {@link #close}: whatever its work throws is logged with
 * the worker's name, the same thing once in a row, and counted, and the work is taken up again
 * after a while, longer each time.
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
  private volatile String trouble = "";
  private volatile @Nullable Thread thread;

  /** One piece of work. */
  public interface Work {
    /** Returns how long to rest before the next. */
    Duration run() throws Exception;
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
      Duration rest = work.run();
      succeeded();
      Thread.sleep(rest);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) { // the next attempt may fare better
      if (!Thread.currentThread().isInterrupted()) { // the end is no failure
        Thread.sleep(pause(failed(e)));
      }
    }
  }

  private void succeeded() {
    int before = failures.getAndSet(0);
    trouble = "";
    if (before > 0) {
      LOG.infof("%s works again after %d failures", name, before);
    }
  }

  /** Returns the number of failures in a row. */
  private int failed(Throwable why) {
    int inARow = failures.incrementAndGet();
    String before = trouble;
    trouble = why.toString();
    failed.run();
    if (!trouble.equals(before)) {
      log(why);
    }
    return inARow;
  }

  /** What is to be expected, such as a store that is away, needs no stack trace. */
  private void log(Throwable why) {
    if (why instanceof Refusal) {
      LOG.warnf("%s failed; it is taken up again: %s", name, why.getMessage());
    } else {
      LOG.errorf(why, "%s failed; it is taken up again", name);
    }
  }

  /** Twice as long after each failure, within its limit. */
  static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  public String name() {
    return name;
  }

  /** Failures in a row; 0 while it works. */
  public int failures() {
    return failures.get();
  }

  /** For people: whether it works, what it failed with, or that it is off. */
  public String state() {
    String why = trouble;
    if (thread == null) {
      return "off";
    }
    return why.isEmpty() ? "running" : "failing, tried again: " + why;
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
