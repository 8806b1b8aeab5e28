package io.tapline.flowlog.segment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What DuckDB answers, as text: a line for each row, with commas between its values. */
final class SqlAnswers {
  private SqlAnswers() {}

  static List<String> lines(DuckDb duckDb, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (var connection = duckDb.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(line(rows));
      }
    }
    return lines;
  }

  /** The answer to a question about segments that has one row. */
  static String line(DuckDb duckDb, String what, List<SegmentPath> segments) throws SQLException {
    return lines(duckDb, "SELECT " + what + " FROM " + DuckDb.segments(segments)).getFirst();
  }

  private static String line(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.add(String.valueOf(row.getObject(i)));
    }
    return String.join(",", values);
  }
}
