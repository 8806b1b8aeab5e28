package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Sql;
import java.util.Map;

/**
 * Connections that start in {@code [startNanos, endNanos)}, nanoseconds since 1970-01-01T00:00:00Z.
 */
public record Interval(long startNanos, long endNanos) {
  public static final Interval UNBOUNDED = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  public Interval {
    if (endNanos < startNanos) {
      throw new FlowlogException(
          Reason.INVALID_INTERVAL,
          "The interval ends before it starts.",
          Map.of("field", "interval"));
    }
  }

  /** Bounds in microseconds first, by which whole parts of segments are skipped. */
  void to(Sql sql) {
    sql.add("true");
    if (startNanos != Long.MIN_VALUE) {
      sql.add(" AND start_time >= make_timestamp(").bind(Math.floorDiv(startNanos, 1000L)).add(")");
      exact(sql, " >= ", startNanos);
    }
    if (endNanos != Long.MAX_VALUE) {
      sql.add(" AND start_time <= make_timestamp(").bind(Math.floorDiv(endNanos, 1000L)).add(")");
      sql.add(" AND " + Field.START_NANOS + " < ").bind(endNanos);
    }
  }

  private static void exact(Sql sql, String operator, long nanos) {
    if (Math.floorMod(nanos, 1000) != 0) {
      sql.add(" AND " + Field.START_NANOS + operator).bind(nanos);
    }
  }
}
