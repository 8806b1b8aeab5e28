package io.tapline.flowlog.watch;

import io.tapline.flowlog.status.ChangeHistory;
import io.tapline.flowlog.store.LogDatabase;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Which segments the commits wrote, by the number of the commit. Commits are numbered in the order
 * in which they become visible, so what was read up to a number is complete. For any number of
 * threads; calls block.
 */
final class Commits {
  /** Segments that are read together, at least; the last commit is not taken apart. */
  static final int TOGETHER = 64;

  private static final String END = "SELECT sequence FROM flowlog.clock";

  /** The oldest commits after which at least so many connections follow. */
  private static final String PENDING =
      """
      SELECT clock.sequence, skipped.* FROM flowlog.clock, (
        SELECT coalesce(sum(connections), 0)::bigint AS connections, coalesce(max(sequence), 0) AS up_to,
          coalesce(min(first_start), 0) AS first_start, coalesce(max(last_start), 0) AS last_start
        FROM (
          SELECT *, sum(connections) OVER (
            ORDER BY sequence DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
          FROM (
            SELECT sequence, sum(connections) AS connections,
              min(min_start) AS first_start, max(max_start) AS last_start
            FROM flowlog.change WHERE sequence > $1 GROUP BY sequence) AS commits) AS ahead
        WHERE later >= $2::bigint) AS skipped\
      """;

  private static final String SEGMENTS =
      """
      SELECT sequence, segment_id, open, connections, min_start, max_start FROM flowlog.change
      WHERE sequence > $1 AND sequence <= $2 AND segment_id IS NOT NULL
      ORDER BY sequence FETCH FIRST %d ROWS WITH TIES\
      """
          .formatted(TOGETHER);

  private final LogDatabase database;

  Commits(LogDatabase database) {
    this.database = database;
  }

  /**
   * Connections that are not sent.
   *
   * @param firstStartNanos the earliest start among them; 0 for none
   * @param lastStartNanos the latest start among them; 0 for none
   */
  record Skipped(long connections, long firstStartNanos, long lastStartNanos) {
    static final Skipped NOTHING = new Skipped(0, 0, 0);

    Skipped and(Skipped other) {
      if (connections == 0) {
        return other;
      }
      return new Skipped(
          connections + other.connections,
          Math.min(firstStartNanos, other.firstStartNanos),
          Math.max(lastStartNanos, other.lastStartNanos));
    }

    /** Without those that are known already. */
    Skipped beyond(long known) {
      return connections > known
          ? new Skipped(connections - known, firstStartNanos, lastStartNanos)
          : NOTHING;
    }
  }

  /**
   * What is ahead of a watcher.
   *
   * @param end number of the latest commit
   * @param skipped of a backlog what is beyond its limit
   * @param skippedUpTo number of the last commit that is skipped for that
   */
  record Pending(long end, Skipped skipped, long skippedUpTo) {
    /** Whether changes after this commit have left the history. */
    boolean isExpired(long after) {
      return after < end - ChangeHistory.KEPT;
    }
  }

  /**
   * A segment that a commit wrote.
   *
   * @param connections that had ended; 0 for one of open connections
   */
  record Segment(
      long commit,
      long id,
      boolean open,
      long connections,
      long firstStartNanos,
      long lastStartNanos) {
    Skipped asSkipped() {
      return new Skipped(connections, firstStartNanos, lastStartNanos);
    }
  }

  /** Number of the latest commit. */
  long end() {
    return database.read(END).iterator().next().getLong(0);
  }

  /**
   * @param backlog connections that may wait
   */
  Pending pending(long after, long backlog) {
    Row row = database.read(PENDING, Tuple.of(after, backlog)).iterator().next();
    return new Pending(
        row.getLong("sequence"),
        new Skipped(
            row.getLong("connections"), row.getLong("first_start"), row.getLong("last_start")),
        row.getLong("up_to"));
  }

  /** Of the first commits behind {@code after} and up to {@code end}: the same for the same two. */
  List<Segment> segments(long after, long end) {
    List<Segment> segments = new ArrayList<>();
    for (Row row : database.read(SEGMENTS, Tuple.of(after, end))) {
      segments.add(
          new Segment(
              row.getLong("sequence"),
              row.getLong("segment_id"),
              row.getBoolean("open"),
              row.getLong("connections"),
              row.getLong("min_start"),
              row.getLong("max_start")));
    }
    return segments;
  }
}
