package io.tapline.flowlog.catalog;

import io.tapline.flowlog.store.LogTransaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Statements of one transaction of the database, which its owner commits. */
record Statements(LogTransaction transaction) {
  RowSet<Row> run(String sql, Object... parameters) {
    return transaction.run(
        connection -> connection.preparedQuery(sql).execute(Tuple.from(parameters)));
  }

  void execute(String sql, Object... parameters) {
    RowSet<Row> _ = run(sql, parameters);
  }

  long number(String sql, Object... parameters) {
    return run(sql, parameters).iterator().next().getLong(0);
  }
}
