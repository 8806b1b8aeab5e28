package io.tapline.capture.deliver;

import io.tapline.capture.batch.Batch;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One call to the log from its beginning to its end. */
final class DeliverySession {
  /** How long to wait for an answer, or for frames, before looking at both again. */
  private static final long IDLE_MILLIS = 25;

  /** How long the log may take to answer an open: loading a source's state takes a while. */
  private static final long OPEN_MILLIS = 60_000;

  private final DeliveryCall call;
  private final Feed feed;
  private final long maxUnacknowledgedBytes;
  private final BooleanSupplier stopped;
  private final Runnable progress;
  private final InFlight inFlight = new InFlight();
  private boolean finishSent;
  private @Nullable IngestTotals totals;

  /**
   * @param progress told when frames became durable, and when there are none to deliver
   */
  DeliverySession(
      DeliveryCall call,
      Feed feed,
      long maxUnacknowledgedBytes,
      BooleanSupplier stopped,
      Runnable progress) {
    this.call = call;
    this.feed = feed;
    this.maxUnacknowledgedBytes = maxUnacknowledgedBytes;
    this.stopped = stopped;
    this.progress = progress;
  }

  /**
   * Waits for the log's position and takes the feed there.
   *
   * @return whether to {@link #deliver}; otherwise open again
   */
  boolean open() throws LinkException, InterruptedException {
    for (long waited = 0; waited < OPEN_MILLIS && !stopped.getAsBoolean(); waited += IDLE_MILLIS) {
      if (call.poll(IDLE_MILLIS) instanceof IngestAnswer.Opened opened) {
        totals = opened.finished();
        return feed.opened(opened);
      }
    }
    throw new LinkException(true, "The connection log did not answer the open.");
  }

  /** Sends until the source is finished, then returns its totals; null when stopped before. */
  @Nullable IngestTotals deliver() throws LinkException, InterruptedException {
    while (totals == null && !stopped.getAsBoolean()) {
      take(call.poll(0));
      if (totals == null && !sendNext()) {
        tellClock();
        finishAtEnd();
        idle();
        take(call.poll(IDLE_MILLIS));
      }
    }
    return totals;
  }

  private boolean sendNext() throws LinkException, InterruptedException {
    if (inFlight.bytes() >= maxUnacknowledgedBytes || !call.awaitReady(IDLE_MILLIS)) {
      return false;
    }
    Batch batch = feed.next();
    if (batch == null) {
      return false;
    }
    inFlight.sent(batch.endPosition(), batch.dataBytes());
    call.send(batch);
    return true;
  }

  private void idle() {
    if (inFlight.isEmpty()) {
      progress.run();
    }
  }

  private void tellClock() throws LinkException, InterruptedException {
    SourceClock clock = feed.clock();
    if (clock != null && call.awaitReady(0)) {
      call.clock(clock);
    }
  }

  private void finishAtEnd() {
    if (!finishSent && feed.ended()) {
      call.finish(feed.frames());
      finishSent = true;
    }
  }

  private void take(@Nullable IngestAnswer answer) {
    switch (answer) {
      case null -> {}
      case IngestAnswer.Opened _ -> {}
      case IngestAnswer.Acknowledged acknowledged ->
          acknowledge(acknowledged.nextPosition(), acknowledged.losses());
      case IngestAnswer.Finished finished -> finished(finished.totals());
    }
  }

  private void acknowledge(long nextPosition, List<Long> losses) {
    inFlight.acknowledged(nextPosition);
    feed.acknowledged(nextPosition, losses);
    progress.run();
  }

  private void finished(IngestTotals result) {
    acknowledge(feed.frames(), List.of());
    totals = result;
  }
}
