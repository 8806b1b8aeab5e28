package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stops the statements of one question when its time is over or nobody waits for it. Looks again
 * and again, because a statement that has not begun yet does not notice that it is told to stop.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Watchdog.class);
  private static final long LOOK_MILLIS = 20;

  private final Cancellation cancellation;
  private final Duration deadline;
  private final long endNanoTime;
  private final ScheduledFuture<?> looking;
  private volatile @Nullable Statement running;

  Watchdog(ScheduledExecutorService clock, Cancellation cancellation, Duration deadline) {
    this.cancellation = cancellation;
    this.deadline = deadline;
    this.endNanoTime = System.nanoTime() + deadline.toNanos();
    this.looking =
        clock.scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private boolean isOver() {
    return System.nanoTime() - endNanoTime > 0;
  }

  private void look() {
    Statement statement = running;
    if (statement != null && (cancellation.isOver() || isOver())) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        running = null; // closed meanwhile: nothing is left to stop
      } catch (RuntimeException | Error e) { // or the clock would never look again
        LOG.error("A question could not be stopped; the next look tries again", e);
      }
    }
  }

  void watch(@Nullable Statement statement) {
    running = statement;
  }

  /** Throws DEADLINE_EXCEEDED when the question is to end. */
  void check() {
    if (cancellation.isCancelled()) {
      throw new Refusal(Reason.DEADLINE_EXCEEDED, "The question was cancelled.");
    }
    if (cancellation.gaveWay()) {
      throw new Refusal(
          Reason.QUERY_LIMIT, "The question gave way to another one; ask again later.");
    }
    if (isOver()) {
      throw new Refusal(
          Reason.DEADLINE_EXCEEDED,
          "The answer took longer than %d ms; narrow the interval or the filter."
              .formatted(deadline.toMillis()));
    }
  }

  @Override
  public void close() {
    looking.cancel(false);
    running = null;
  }
}
