package io.tapline.capture.spool;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestAnswer;
import io.tapline.capture.deliver.SourceClock;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Offers the frames of a spool to the log, in the log's positions, with the losses before them. */
public final class SpoolFeed implements Feed, AutoCloseable {
  private final Spool spool;
  private final Encoding encoding;
  private final UnaryOperator<String> nextName;
  private final CountDownLatch named = new CountDownLatch(1);
  private volatile String logName;
  private @Nullable SpoolCursor cursor;

  /**
   * @param logName the source's name in the log
   * @param encoding what its frames are
   * @param nextName chooses and remembers another name when the log has finished this one for good
   */
  public SpoolFeed(Spool spool, String logName, Encoding encoding, UnaryOperator<String> nextName) {
    this.spool = spool;
    this.logName = logName;
    this.encoding = encoding;
    this.nextName = nextName;
  }

  @Override
  public String logName() {
    return logName;
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public boolean opened(IngestAnswer.Opened opened) {
    if (opened.finished() != null && !spool.isClosed()) {
      logName = nextName.apply(logName);
      return false;
    }
    seek(opened.nextPosition(), opened.nextLoss());
    named.countDown();
    return true;
  }

  /**
   * Waits until the log has taken the source under {@link #logName}.
   *
   * @return false when it has not within the time
   */
  public boolean awaitName(Duration most) throws InterruptedException {
    return named.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean nameHeld() {
    logName = nextName.apply(logName);
    return true;
  }

  @Override
  public @Nullable Batch next() {
    SpoolCursor from = cursor();
    BatchBuilder batch = new BatchBuilder(from.position());
    try {
      return from.read(batch) ? numbered(batch.build()) : afterLast(batch.build());
    } catch (Refusal e) {
      seek(spool.toLog(from.position()), 0);
      return null;
    }
  }

  @Override
  public @Nullable SourceClock clock() {
    long position = cursor().position();
    OptionalLong nanos = spool.quietNanos(position);
    return nanos.isEmpty() ? null : new SourceClock(nanos.getAsLong(), spool.toLog(position));
  }

  @Override
  public boolean ended() {
    return spool.ended(cursor().position());
  }

  @Override
  public long frames() {
    return spool.toLog(spool.endPosition());
  }

  @Override
  public void acknowledged(long nextPosition, List<Long> losses) {
    spool.acknowledgedByLog(nextPosition, losses);
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
  }

  private void seek(long logPosition, long nextLoss) {
    close();
    cursor = spool.cursor(spool.seek(logPosition, nextLoss));
  }

  private Batch numbered(Batch batch) {
    return numbered(batch, spool.handOut(batch.firstPosition(), batch.endPosition()));
  }

  /** Losses after the last frame go in a batch without frames. */
  private @Nullable Batch afterLast(Batch none) {
    List<Loss> losses = spool.trailing(none.firstPosition());
    return losses.isEmpty() ? null : numbered(none, losses);
  }

  private Batch numbered(Batch batch, List<Loss> losses) {
    long delta = spool.toLog(batch.firstPosition()) - batch.firstPosition();
    return batch.shifted(
        delta, losses.stream().map(loss -> loss.at(loss.beforePosition() + delta)).toList());
  }

  private SpoolCursor cursor() {
    if (cursor == null) {
      throw new IllegalStateException("The log has not named a position.");
    }
    return cursor;
  }
}
