package io.tapline.flowlog.log;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * What commits touched, by their number. Commits are numbered in the order in which they become
 * visible, so who has asked up to a number misses nothing. The latest {@link #KEPT} commits are
 * known one by one; who asks further back is told that everything changed.
 */
public final class ChangeHistory {
  public static final int KEPT = 100_000;

  private static final String NOW =
      """
      SELECT sequence, (SELECT coalesce(min(sequence), 0) FROM flowlog.change) AS oldest
      FROM flowlog.clock""";

  private static final String TOUCHED =
      """
      SELECT lower(touched), upper(touched) FROM (
        SELECT unnest(range_agg(int8range(min_start, max_start, '[]'))) AS touched
        FROM flowlog.change WHERE sequence > $1 AND sequence <= $2) AS ranges""";

  private static final String EVERYTHING =
      """
      SELECT lower(touched), upper(touched) FROM (
        SELECT unnest(range_agg(int8range(min_start, max_start, '[]'))) AS touched
        FROM flowlog.segment) AS ranges""";

  private static final String TRIM =
      "DELETE FROM flowlog.change WHERE sequence <= (SELECT sequence FROM flowlog.clock) - $1";

  private final LogDatabase database;

  public ChangeHistory(LogDatabase database) {
    this.database = database;
  }

  /** Start times in {@code [startNanos, endNanos)}. */
  public record Touched(long startNanos, long endNanos) {}

  /** Disjoint intervals in order of time, and the number of the latest commit. */
  public record Changes(List<Touched> intervals, long sequence) {}

  /**
   * What was added or changed after a commit.
   *
   * @param sequence from an earlier answer, or 0 for everything
   * @throws Refusal INVALID_TOKEN for a number that no answer had; STORE_UNAVAILABLE
   */
  public Changes since(long sequence) {
    Row row = database.read(NOW).iterator().next();
    long now = row.getLong("sequence");
    if (sequence < 0 || sequence > now) {
      throw new Refusal(Reason.INVALID_TOKEN, "The token is not one that this log gave out.");
    }
    boolean known = sequence > 0 && sequence >= row.getLong("oldest") - 1;
    return new Changes(known ? touched(sequence, now) : everything(), now);
  }

  private List<Touched> touched(long after, long upTo) {
    return intervals(database.read(TOUCHED, Tuple.of(after, upTo)));
  }

  private List<Touched> everything() {
    return intervals(database.read(EVERYTHING));
  }

  private static List<Touched> intervals(Iterable<Row> rows) {
    List<Touched> intervals = new ArrayList<>();
    for (Row row : rows) {
      intervals.add(new Touched(row.getLong(0), row.getLong(1)));
    }
    return intervals;
  }

  /** Forgets commits further back than {@link #KEPT}. */
  public void trim() {
    database.read(TRIM, Tuple.of((long) KEPT));
  }
}
