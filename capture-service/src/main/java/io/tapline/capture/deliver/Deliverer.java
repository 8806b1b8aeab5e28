package io.tapline.capture.deliver;

import io.tapline.capture.CaptureException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one source until it is finished or closed. Has one thread of its own; never interrupted,
 * since an interrupt would close the files that it reads.
 */
public final class Deliverer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Deliverer.class.getName());
  private static final long CLOSE_SECONDS = 10;

  private final String sensor;
  private final Feed feed;
  private final IngestLink link;
  private final DeliveryLimits limits;
  private final CompletableFuture<IngestTotals> result = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile DeliveryState state = DeliveryState.DELIVERING;
  private volatile String reason = "";
  private volatile long awaySinceNanos;
  private int failures;

  public Deliverer(String sensor, Feed feed, IngestLink link, DeliveryLimits limits) {
    this.sensor = sensor;
    this.feed = feed;
    this.link = link;
    this.limits = limits;
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

  /** Why the log is away or has refused the source; empty otherwise. */
  public String reason() {
    return reason;
  }

  /** How long the log has been away; 0 when it is not. */
  public long awayMillis() {
    return state == DeliveryState.LOG_AWAY
        ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - awaySinceNanos)
        : 0;
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
        LOG.log(Level.WARNING, "The delivery of {0} did not stop in time.", feed.logName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopped() && !result.isDone()) {
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      result.cancel(false);
    }
  }

  private void attempt() throws InterruptedException {
    try (IngestCall call = link.open(sensor, feed.logName(), feed.encoding())) {
      DeliverySession session =
          new DeliverySession(call, feed, limits.maxUnacknowledgedBytes(), this::stopped);
      if (session.open()) {
        back();
        finish(session.deliver());
      }
    } catch (LinkException e) {
      failed(e);
    } catch (CaptureException e) {
      failed(new LinkException(false, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The delivery of " + feed.logName() + " failed.", e);
      failed(new LinkException(true, "The delivery failed: " + e));
    }
  }

  private void back() {
    if (state == DeliveryState.LOG_AWAY) {
      LOG.log(Level.INFO, "The connection log takes {0} again.", feed.logName());
    }
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
    failures++;
    boolean _ = stop.await(limits.retryMillis(failures), TimeUnit.MILLISECONDS);
  }

  private void away() {
    if (state != DeliveryState.LOG_AWAY && !stopped()) {
      LOG.log(Level.INFO, "The connection log does not take {0}: {1}", feed.logName(), reason);
      awaySinceNanos = System.nanoTime();
      state = DeliveryState.LOG_AWAY;
    }
  }
}
