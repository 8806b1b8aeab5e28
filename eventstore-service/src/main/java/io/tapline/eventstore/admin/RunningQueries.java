package io.tapline.eventstore.admin;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Finds and cancels the queries that their callers named, of all replicas. */
public final class RunningQueries {
  private static final String LIST =
      """
      SELECT substr(application_name, length($1) + 1), pid, query_start, state, query
      FROM pg_stat_activity
      WHERE datname = current_database() AND starts_with(application_name, $1)
        AND position($2 in substr(application_name, length($1) + 1)) > 0
        AND state IS NOT NULL AND query_start IS NOT NULL""";

  /**
   * The processes are chosen first: as one condition of many, a cancel may come before the name.
   */
  private static final String CANCEL =
      """
      WITH named AS MATERIALIZED (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid())
      SELECT (count(*) FILTER (WHERE pg_cancel_backend(pid)))::int FROM named""";

  private final Pool pool;

  public RunningQueries(Pool pool) {
    this.pool = pool;
  }

  /** One query of a process. */
  record Query(String name, int pid, Instant start, String state, String sql) {
    /** Unique, in the order of starts. */
    String key() {
      return "%020d %010d".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, start), pid);
    }
  }

  /**
   * In no order.
   *
   * @param contains part of the name; empty for all
   */
  Uni<List<Query>> list(String contains) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(QueryRunner.PREFIX, contains))
        .map(rows -> Columns.list(rows, RunningQueries::query));
  }

  private static Query query(Row row) {
    return new Query(
        row.getString(0),
        row.getInteger(1),
        Columns.time(row, 2),
        row.getString(3),
        row.getString(4));
  }

  /** The number of queries that were cancelled. */
  Uni<Integer> cancel(String name) {
    return pool.preparedQuery(CANCEL)
        .execute(Tuple.of(QueryRunner.PREFIX + name))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
