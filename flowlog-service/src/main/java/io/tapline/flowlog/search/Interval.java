package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.FilterRemark;
import io.tapline.flowlog.search.filter.FilterRemarks;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.rpc.Refusal;
import java.util.List;

/**
 * Connections by time.
 *
 * <pre>
 *                     startNanos            endNanos
 *   ACTIVE   |---------|  |-----------| |-----|          began before the end, ended not before the start
 *   STARTED              |-----------| |-----|           began in it
 * </pre>
 *
 * @param startNanos inclusive, nanoseconds since 1970-01-01T00:00:00Z
 * @param endNanos exclusive
 */
public record Interval(long startNanos, long endNanos, Match match) {
  /** Which connections are in an interval. */
  public enum Match {
    ACTIVE,
    STARTED
  }

  public static final Interval UNBOUNDED = active(Long.MIN_VALUE, Long.MAX_VALUE);

  public Interval {
    if (endNanos < startNanos) {
      throw Refusal.ofField(
          Reason.INVALID_INTERVAL, "interval", "The interval ends before it starts.");
    }
  }

  public static Interval active(long startNanos, long endNanos) {
    return new Interval(startNanos, endNanos, Match.ACTIVE);
  }

  public static Interval started(long startNanos, long endNanos) {
    return new Interval(startNanos, endNanos, Match.STARTED);
  }

  /** The same rule between other bounds. */
  Interval within(long start, long end) {
    return new Interval(start, end, match);
  }

  /**
   * Why a filter matches nothing in it, or less than it seems to.
   *
   * @param nothing whether nothing was found
   */
  List<FilterRemark> remarks(Condition condition, boolean nothing) {
    var times = new FilterRemarks.Times(startNanos, endNanos, match == Match.STARTED);
    return nothing ? FilterRemarks.ofNothing(condition, times) : FilterRemarks.of(condition, times);
  }

  /** Bounds in microseconds first, by which whole parts of segments are skipped. */
  void to(Sql sql) {
    sql.add("true");
    if (startNanos != Long.MIN_VALUE) {
      switch (match) {
        case ACTIVE -> endsNotBefore(sql);
        case STARTED -> startsNotBefore(sql);
      }
    }
    if (endNanos != Long.MAX_VALUE) {
      sql.add(" AND start_time <= make_timestamp(").bind(Math.floorDiv(endNanos, 1000L)).add(")");
      sql.add(" AND " + Field.START_NANOS + " < ").bind(endNanos);
    }
  }

  private void startsNotBefore(Sql sql) {
    sql.add(" AND start_time >= make_timestamp(").bind(Math.floorDiv(startNanos, 1000L)).add(")");
    if (hasNanos()) {
      sql.add(" AND " + Field.START_NANOS + " >= ").bind(startNanos);
    }
  }

  private void endsNotBefore(Sql sql) {
    sql.add(" AND end_time >= make_timestamp(").bind(Math.floorDiv(startNanos, 1000L)).add(")");
    if (hasNanos()) {
      sql.add(" AND " + Field.END_NANOS + " >= ").bind(startNanos);
    }
  }

  private boolean hasNanos() {
    return Math.floorMod(startNanos, 1000) != 0;
  }
}
