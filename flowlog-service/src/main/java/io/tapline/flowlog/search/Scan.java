package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.DuckDb;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The statements of one question over one set of segments. */
final class Scan {
  private final DuckDBConnection connection;
  private final List<Path> segments;
  private final Watchdog watchdog;

  Scan(DuckDBConnection connection, List<Path> segments, Watchdog watchdog) {
    this.connection = connection;
    this.segments = segments;
    this.watchdog = watchdog;
  }

  /** Reads the rows of an answer. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** The rows of all segments, as a table. */
  String table() {
    return DuckDb.table(segments);
  }

  <T> T ask(Sql sql, Rows<T> rows) throws SQLException {
    watchdog.check();
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      List<Object> values = sql.values();
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      watchdog.watch(statement);
      try (ResultSet result = statement.executeQuery()) {
        return rows.read(result);
      } finally {
        watchdog.watch(null);
      }
    }
  }
}
