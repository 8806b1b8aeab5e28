package io.tapline.capture.deliver;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.CaptureException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one source until it is finished or closed. Has one thread of its own; never interrupted,
 * since an interrupt would close the files that it reads.
 */
public final class Deliverer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Deliverer.class);
  private static final long CLOSE_SECONDS = 10;

  private final String sensor;
  private final Feed feed;
  private final IngestLink link;
  private final DeliveryLimits limits;
  private final CaptureCounters counters;
  private final CompletableFuture<IngestTotals> result = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile DeliveryState state = DeliveryState.DELIVERING;
  private volatile String reason = "";
  private volatile long awaySinceNanos;
  private int failures;

  /**
   * @param counters count what fails in the delivery itself
   */
  public Deliverer(
      String sensor, Feed feed, IngestLink link, DeliveryLimits limits, CaptureCounters counters) {
    this.sensor = sensor;
    this.feed = feed;
    this.link = link;
    this.limits = limits;
    this.counters = counters;
    this.thread =
        Thread.ofPlatform().daemon().name("deliver-" + feed.logName()).unstarted(this::run);
  }

  /** Begins to deliver, unless it was closed before. */
  public void start() {
    synchronized (stop) {
      if (stopped()) {
        result.cancel(false);
      } else {
        thread.start();
      }
    }
  }

  /**
   * The totals once the log has finished the source. Fails with {@link LinkException} when the log
   * refused the source; is cancelled by {@link #close}.
   */
  public CompletableFuture<IngestTotals> result() {
    return result;
  }

  public DeliveryState state() {
    return state;
  }

  /** Why the log is away or has refused the source, or what failed here; empty otherwise. */
  public String reason() {
    return reason;
  }

  /** How long nothing has been delivered although it is tried; 0 when it is delivered. */
  public long awayMillis() {
    return retrying() ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySinceNanos) : 0;
  }

  @Override
  public void close() {
    synchronized (stop) {
      stop.countDown();
      if (thread.getState() == Thread.State.NEW) {
        result.cancel(false);
        return;
      }
    }
    try {
      if (!thread.join(Duration.ofSeconds(CLOSE_SECONDS))) {
        LOG.warnf("The delivery of %s did not stop in time.", feed.logName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean retrying() {
    return state == DeliveryState.LOG_AWAY || state == DeliveryState.FAULTY;
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopped() && !result.isDone()) {
        attemptOrRetry();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /** Whoever waits for the result is answered, also when not even the failure could be told. */
  private void end() {
    if (stopped()) {
      result.cancel(false);
    } else if (!result.isDone()) {
      state = DeliveryState.FAULTY;
      result.completeExceptionally(new LinkException(true, "The delivery ended unexpectedly."));
    }
  }

  /** Whatever fails here, the delivery goes on. */
  private void attemptOrRetry() throws InterruptedException {
    try {
      attempt();
    } catch (RuntimeException | Error e) {
      faulty(e);
    }
  }

  private void attempt() throws InterruptedException {
    try (IngestCall call = link.open(sensor, feed.logName(), feed.encoding())) {
      DeliverySession session =
          new DeliverySession(
              call, feed, limits.maxUnacknowledgedBytes(), this::stopped, this::delivered);
      if (session.open()) {
        finish(session.deliver());
      }
    } catch (LinkException e) {
      if (!e.nameHeld() || !feed.nameHeld()) {
        failed(e);
      }
    } catch (CaptureException e) {
      failed(new LinkException(false, String.valueOf(e.getMessage())));
    }
  }

  /**
   * That the log takes a call says nothing yet: what kept it from making frames durable, a full
   * disk for example, may still be there.
   */
  private void delivered() {
    if (retrying()) {
      back();
    }
  }

  private void back() {
    LOG.infof("The connection log takes %s again.", feed.logName());
    failures = 0;
    reason = "";
    state = DeliveryState.DELIVERING;
  }

  private void finish(@Nullable IngestTotals totals) {
    if (totals != null) {
      state = DeliveryState.FINISHED;
      result.complete(totals);
    }
  }

  private void failed(LinkException e) throws InterruptedException {
    reason = String.valueOf(e.getMessage());
    if (!e.retryable()) {
      state = DeliveryState.FAILED;
      result.completeExceptionally(e);
      return;
    }
    away();
    pause();
  }

  private void pause() throws InterruptedException {
    failures++;
    boolean _ = stop.await(limits.retryMillis(failures), TimeUnit.MILLISECONDS);
  }

  private void away() {
    if (state != DeliveryState.LOG_AWAY && !stopped()) {
      LOG.infof("The connection log does not take %s: %s", feed.logName(), reason);
      retry(DeliveryState.LOG_AWAY);
    }
  }

  private void retry(DeliveryState how) {
    awaySinceNanos = retrying() ? awaySinceNanos : System.nanoTime();
    state = how;
  }

  /** Logged once, until frames are delivered again. */
  private void faulty(Throwable error) throws InterruptedException {
    boolean known = state == DeliveryState.FAULTY;
    retry(DeliveryState.FAULTY);
    reason = "The delivery failed: " + error;
    counters.deliveryFailed();
    if (!known) {
      LOG.error("The thread " + thread.getName() + " failed; it tries again.", error);
    }
    pause();
  }
}
