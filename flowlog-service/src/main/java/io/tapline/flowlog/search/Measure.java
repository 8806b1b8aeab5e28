package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Field;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A number computed over a group of connections; 0 over none. */
public sealed interface Measure {
  List<Measure> DEFAULT = List.of(Plain.CONNECTIONS, Plain.PACKETS, Plain.BYTES);

  /** The name in questions and answers, for example {@code client_bytes}. */
  String text();

  /** An SQL expression of type BIGINT. */
  String sql();

  /** Whether the value over everything follows from those of groups that share no connection. */
  boolean addsUp();

  /** For measures that add up: the value over everything from a column of values by group. */
  String total(String column);

  /** Measures that need no column; sums beyond 63 bits stay at the largest number. */
  enum Plain implements Measure {
    CONNECTIONS("count(*)", ""),
    PACKETS("client_packets + server_packets"),
    BYTES("client_bytes + server_bytes"),
    CLIENT_PACKETS("client_packets"),
    CLIENT_BYTES("client_bytes"),
    SERVER_PACKETS("server_packets"),
    SERVER_BYTES("server_bytes"),
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    FIRST_START_NANOS("coalesce(min(" + Field.START_NANOS + "), 0)", ""),
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    LAST_END_NANOS("coalesce(max(" + Field.END.columns().getFirst() + "), 0)", ""),
    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    LAST_START_NANOS("coalesce(max(" + Field.START_NANOS + "), 0)", ""),
    /** How long connections lasted, added up. */
    DURATION_NANOS("(" + Field.END_NANOS + " - " + Field.START_NANOS + ")");

    private final String sql;
    private final String amount;

    Plain(String amount) {
      this(sum(amount, ""), amount);
    }

    Plain(String sql, String amount) {
      this.sql = sql;
      this.amount = amount;
    }

    /** What a connection adds, and spreads over its life; empty for what it cannot spread. */
    String amount() {
      return amount;
    }

    /** SQL: a sum of type BIGINT, over the rows that a FILTER clause admits where there is one. */
    static String sum(String what, String filter) {
      return "least(coalesce(sum(" + what + ")" + filter + ", 0), 9223372036854775807)::BIGINT";
    }

    @Override
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String sql() {
      return sql;
    }

    @Override
    public boolean addsUp() {
      return true;
    }

    @Override
    public String total(String column) {
      return switch (this) {
        case FIRST_START_NANOS -> "min(" + column + ")";
        case LAST_END_NANOS, LAST_START_NANOS -> "max(" + column + ")";
        case CONNECTIONS,
            PACKETS,
            BYTES,
            CLIENT_PACKETS,
            CLIENT_BYTES,
            SERVER_PACKETS,
            SERVER_BYTES,
            DURATION_NANOS ->
            sum(column, "");
      };
    }
  }

  /** How many values of a column there are, exactly. */
  record Distinct(Field column) implements Measure {
    @Override
    public String text() {
      return "distinct_" + column.text();
    }

    @Override
    public String sql() {
      return sqlOver(column.columns());
    }

    /** The same over columns that {@link #columnsAs} named. */
    String sqlOver(String name) {
      return sqlOver(
          IntStream.range(0, column.columns().size()).mapToObj(i -> name + "_" + i).toList());
    }

    private String sqlOver(List<String> columns) {
      return "count(DISTINCT "
          + (columns.size() == 1 ? columns.getFirst() : "(" + String.join(", ", columns) + ")")
          + ")"
          + (column.hasGaps() ? " FILTER (" + columns.getFirst() + " IS NOT NULL)" : "");
    }

    /** The columns that are counted, each with a name of its own. */
    List<String> columnsAs(String name) {
      return IntStream.range(0, column.columns().size())
          .mapToObj(i -> column.columns().get(i) + " AS " + name + "_" + i)
          .toList();
    }

    @Override
    public boolean addsUp() {
      return false;
    }

    @Override
    public String total(String column) {
      return "0";
    }
  }
}
