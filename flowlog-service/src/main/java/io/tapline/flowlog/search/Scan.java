package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.segment.SegmentPath;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;

/** The statements of one question over one set of segments. */
final class Scan {
  private final DuckDBConnection connection;
  private final List<Part> parts;
  private final Watchdog watchdog;

  Scan(DuckDBConnection connection, List<Part> parts, Watchdog watchdog) {
    this.connection = connection;
    this.parts = parts;
    this.watchdog = watchdog;
  }

  /** Reads the rows of an answer. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  List<Part> parts() {
    return parts;
  }

  /** The same question over some of the segments. */
  Scan over(List<Part> some) {
    return new Scan(connection, some, watchdog);
  }

  /** The segments that can hold rows that meet the condition. */
  List<SegmentPath> segments(Condition condition) {
    Function<Part, SegmentPath> segment =
        condition
            .hostSide()
            .<Function<Part, SegmentPath>>map(side -> part -> part.sortedBy(side))
            .orElse(Part::segment);
    return parts.stream().filter(part -> part.mayHold(condition::mayHold)).map(segment).toList();
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
