package io.tapline.eventstore.loop;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A background thread: does its work, then rests; after a failure it tries again. */
public final class PeriodicLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PeriodicLoop.class);

  /**
   * What a loop does.
   *
   * @param name of the thread
   * @param run does what is due
   * @param onFailure called for each run that failed
   * @param failureMessage logged with the failure
   */
  public record Work(String name, Runnable run, Runnable onFailure, String failureMessage) {}

  private final Work work;
  private final Duration pause;
  private @Nullable Thread thread;
  private @Nullable String failure;

  public PeriodicLoop(Work work, Duration pause) {
    this.work = work;
    this.pause = pause;
  }

  public void start() {
    thread = Thread.ofPlatform().name(work.name()).daemon().start(this::run);
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

  /** One run. The same failure is logged once. */
  public void doWork() {
    try {
      work.run().run();
      failure = null;
    } catch (RuntimeException | Error e) { // the thread lives on whatever it was
      work.onFailure().run();
      if (!Thread.currentThread().isInterrupted() && !e.toString().equals(failure)) {
        failure = e.toString();
        LOG.error(work.failureMessage(), e);
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
        LOG.warnf("The thread %s did not end in time.", work.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
