package io.tapline.eventstore.analysis;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/**
 * The values that a column has ever had. They are kept in a table that is brought up to date by the
 * events inserted since it was last listed; so listing costs what is new, and values of deleted
 * events stay until the table is cleaned up.
 */
public final class DistinctValues {
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext($1))";

  private static final String LIST =
      """
      SELECT value FROM eventstore.distinct_value WHERE column_name = $1 AND value > $2
      ORDER BY value LIMIT $3""";

  private final Pool pool;

  public DistinctValues(Pool pool) {
    this.pool = pool;
  }

  /**
   * Sorted; without the empty text.
   *
   * @param after the values after this one; empty = from the first
   * @param most at most so many
   */
  public Uni<List<String>> list(EventColumn column, String after, int most) {
    Tuple name = Tuple.of(column.mentat());
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(LOCK)
                .execute(Tuple.of("distinct_value." + column.mentat()))
                .chain(() -> connection.preparedQuery(update(column)).execute(name))
                .chain(
                    () ->
                        connection
                            .preparedQuery(LIST)
                            .execute(Tuple.of(column.mentat(), after, most)))
                .map(rows -> Columns.list(rows, row -> row.getString(0))));
  }

  /** An insert that was not committed when the last one was seen may be earlier by its duration. */
  private static String update(EventColumn column) {
    return """
    INSERT INTO eventstore.distinct_value (column_name, value, last_seen)
    SELECT $1, v.value, max(v.insert_time) FROM (
      SELECT %s AS value, e.insert_time
      FROM eventstore.event_id i
        JOIN eventstore.event e ON e.id = i.id AND e.insert_time = i.insert_time
      WHERE i.insert_time >= coalesce((
        SELECT max(last_seen) - interval '5 minutes' FROM eventstore.distinct_value
        WHERE column_name = $1), '-infinity')
    ) v WHERE v.value <> '' GROUP BY v.value
    ON CONFLICT (column_name, value) DO UPDATE SET last_seen = excluded.last_seen"""
        .formatted(column.sqlValues());
  }
}
