package io.tapline.eventstore.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.function.Function;

/**
 * Runs questions, each in a transaction of its own, under their names: a running query is found by
 * {@code application_name} in {@code pg_stat_activity}. Plans are made for the values, not for any
 * values: a plan for an address and one for a whole prefix differ.
 */
public final class QueryRunner {
  /** Before the name of a query in {@code application_name}. */
  public static final String PREFIX = "tapline-query:";

  private static final String SETTINGS =
      """
      SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('application_name', $1, true)""";

  private final Pool pool;

  public QueryRunner(Pool pool) {
    this.pool = pool;
  }

  /** Runs one statement. */
  public Uni<RowSet<Row>> run(String name, Sql sql) {
    return pool.withTransaction(
        connection -> named(connection, name).chain(() -> execute(connection, sql)));
  }

  /** Runs several statements that see the same events. */
  public <T> Uni<T> snapshot(String name, Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        connection ->
            connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .execute()
                .chain(() -> named(connection, name))
                .chain(() -> work.apply(connection)));
  }

  public static Uni<RowSet<Row>> execute(SqlConnection connection, Sql sql) {
    return connection.preparedQuery(sql.text()).execute(sql.values());
  }

  /** For this transaction only. */
  private static Uni<RowSet<Row>> named(SqlConnection connection, String name) {
    String application = name.isEmpty() ? "tapline" : PREFIX + name;
    return connection.preparedQuery(SETTINGS).execute(Tuple.of(application));
  }
}
