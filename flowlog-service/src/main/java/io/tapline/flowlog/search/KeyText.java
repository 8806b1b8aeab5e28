package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.KeyColumn;
import io.tapline.flowlog.search.filter.Prefixes;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.protocol.ProtocolNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Values of columns as text, as filters would write them. */
final class KeyText {
  private KeyText() {}

  /**
   * @param column of the first of the key's columns in the row
   */
  static String read(KeyColumn key, ResultSet row, int column, Map<Integer, String> sources)
      throws SQLException {
    return switch (key) {
      case Field field -> value(field, row, column, sources);
      case Prefixes prefixes -> prefix(prefixes, row, column);
    };
  }

  private static String value(Field field, ResultSet row, int column, Map<Integer, String> sources)
      throws SQLException {
    return switch (field.kind()) {
      case TEXT -> row.getString(column);
      case ADDRESS -> address(row, column);
      case IDENTITY -> row.getInt(column) + "-" + row.getLong(column + 1);
      case SOURCE -> source(row.getInt(column), sources);
      case TIME -> time(row.getLong(column));
      case TRUTH -> Boolean.toString(row.getBoolean(column));
      case CODE -> field.codes().get(row.getInt(column));
      case PROTOCOL -> ProtocolNames.name(row.getInt(column));
      case NUMBER, DURATION, COMMUNITY, HOST, NETOBJECT, PORT -> number(row, column);
    };
  }

  /** The name of a source, or its number where it has none. */
  static String source(int id, Map<Integer, String> sources) {
    return sources.getOrDefault(id, Integer.toString(id));
  }

  private static String number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? "" : Long.toString(number);
  }

  private static String address(ResultSet row, int column) throws SQLException {
    long high = row.getLong(column);
    return row.wasNull() ? "" : IpAddresses.format(high, row.getLong(column + 1));
  }

  private static String prefix(Prefixes prefixes, ResultSet row, int column) throws SQLException {
    long high = row.getLong(column);
    return row.wasNull() ? "" : prefixes.text(high, row.getLong(column + 1));
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }
}
