package io.tapline.eventstore.change;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.change.Change.Kind;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes below the horizon: the oldest transaction that still runs. Changes of transactions
 * below it are all there or will never be, so a position below it is passed once.
 *
 * <pre>
 *   xid   100   101   102   103
 *         done  done  RUNS  done      horizon = 102: 103 waits until 102 has ended
 *         |---read---|
 * </pre>
 */
public final class ChangeLog {
  /** The horizon, what has left, and the changes, all of one snapshot. */
  private static final String READ =
      """
      SELECT cast(h.xid AS text), cast(l.xid AS text), l.seq, cast(c.xid AS text), c.seq, c.event_id,
        c.kind, c.outcome, c.key, c.action_id
      FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xid) h
      CROSS JOIN eventstore.event_change_left l
      LEFT JOIN LATERAL (
        SELECT * FROM eventstore.event_change c
        WHERE (c.xid, c.seq) > (cast(cast($1 AS text) AS xid8), cast($2 AS bigint)) AND c.xid < h.xid
        ORDER BY c.xid, c.seq LIMIT $3
      ) c ON true
      ORDER BY c.xid, c.seq\
      """;

  private static final String HORIZON =
      "SELECT cast(pg_snapshot_xmin(pg_current_snapshot()) AS text)";

  private static final String ADD_ACTION =
      """
      INSERT INTO eventstore.event_change (event_id, kind, action_id) VALUES ($1, 'ACTED', $2)\
      """;

  /**
   * A part of the log.
   *
   * @param end where the next part begins: behind the last change, or the horizon when there are no
   *     more
   * @param complete whether nothing between the position asked for and {@code end} has left
   * @param ahead whether the position asked for has not been reached by this database
   */
  public record Part(List<Change> changes, ChangePosition end, boolean complete, boolean ahead) {}

  /** Where the log ends now: everything that is not complete yet comes behind it. */
  public Uni<ChangePosition> end(SqlClient client) {
    return client
        .query(HORIZON)
        .execute()
        .map(rows -> new ChangePosition(xid(rows.iterator().next(), 0), 0));
  }

  /**
   * The changes behind a position.
   *
   * @param limit changes, at most
   */
  public Uni<Part> read(SqlClient client, ChangePosition after, int limit) {
    return client
        .preparedQuery(READ)
        .execute(Tuple.of(after.xidText(), after.seq(), limit))
        .map(rows -> part(rows, after, limit));
  }

  private static Part part(RowSet<Row> rows, ChangePosition after, int limit) {
    List<Change> changes = new ArrayList<>();
    Row first = rows.iterator().next();
    rows.forEach(
        row -> {
          if (row.getString(3) != null) {
            changes.add(change(row));
          }
        });
    ChangePosition horizon = new ChangePosition(xid(first, 0), 0);
    ChangePosition left = new ChangePosition(xid(first, 1), first.getLong(2));
    boolean ahead = after.compareTo(horizon) > 0;
    ChangePosition end = changes.size() == limit || ahead ? last(changes, after) : horizon;
    return new Part(changes, end, left.compareTo(after) <= 0, ahead);
  }

  private static ChangePosition last(List<Change> changes, ChangePosition after) {
    return changes.isEmpty() ? after : changes.getLast().position();
  }

  private static Change change(Row row) {
    @Nullable Long action = row.getLong(9);
    return new Change(
        new ChangePosition(xid(row, 3), row.getLong(4)),
        row.getString(5),
        Kind.valueOf(row.getString(6)),
        row.getString(7),
        row.getString(8),
        action == null ? 0 : action);
  }

  private static long xid(Row row, int column) {
    return Long.parseUnsignedLong(Objects.requireNonNull(row.getString(column)));
  }

  /** Adds an action of a person in the transaction that records it. */
  public Uni<Void> addAction(SqlConnection transaction, String eventId, long actionId) {
    return transaction
        .preparedQuery(ADD_ACTION)
        .execute(Tuple.of(eventId, actionId))
        .replaceWithVoid();
  }
}
