package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.rpc.Refusal;

/**
 * Connections along time buckets: what each carried is spread evenly over its life, and what lies
 * outside of the interval is left out. However many buckets a connection crosses, it becomes four
 * pieces at most, which {@link SpreadBuckets} adds up:
 *
 * <pre>
 *   buckets     |    0    |    1    |    2    |    3    |    4    |
 *   life               ===============================
 *   piece            0 (part)                      1 (part)
 *                           2 (+ rate)             3 (- rate)
 * </pre>
 */
final class Spread {
  static final String BUCKET = "spread_bucket";

  /** True for one piece of each connection. */
  private static final String FIRST = "spread_piece = 0";

  private static final String END = Field.END.columns().getFirst();

  /** Times and widths are at most half of what 64 bits can count. */
  private static final long WIDEST_NANOS = 1L << 61;

  private final Interval interval;
  private final Grouping grouping;

  Spread(Interval interval, Grouping grouping) {
    this.interval = interval;
    this.grouping = grouping;
    grouping.measures().forEach(Spread::check);
  }

  /** Whether the question is about parts of connections. */
  static boolean isNeeded(Interval interval, Grouping grouping) {
    return grouping.bucketNanos() > 0 && interval.match() == Interval.Match.ACTIVE;
  }

  private static void check(Measure measure) {
    boolean spreads =
        measure == Measure.Plain.CONNECTIONS
            || (measure instanceof Measure.Plain plain && !plain.amount().isEmpty());
    if (!spreads) {
      throw Refusal.ofField(
          Reason.UNKNOWN_MEASURE,
          "measures",
          "In buckets only connections, packets, bytes and durations can be counted where"
              + " connections belong to all buckets in which they were active; with interval_match"
              + " STARTED each belongs to one.");
    }
  }

  /** The rows in pieces, as a table. */
  Sql table(Sql rows) {
    long width = Math.min(grouping.bucketNanos(), WIDEST_NANOS);
    String to = Long.toString(interval.endNanos());
    return new Sql()
        .add("(SELECT *,")
        .add(" CASE spread_piece WHEN 0 THEN spread_first WHEN 1 THEN spread_last")
        .add(" WHEN 2 THEN spread_first + " + width + " ELSE spread_last END AS " + BUCKET + ",")
        .add(
            " CASE WHEN spread_piece > 1 THEN 0 WHEN spread_nanos = 0 THEN 1 WHEN spread_piece = 0")
        .add(" THEN " + share("least(spread_first + " + width + ", " + to + ")"))
        .add(" - " + share("spread_from"))
        .add(" ELSE " + share("least(spread_last + " + width + ", " + to + ")"))
        .add(" - " + share("spread_last") + " END AS spread_part,")
        .add(" CASE spread_piece WHEN 2 THEN 1 WHEN 3 THEN -1 ELSE 0 END AS spread_change")
        .add(" FROM (SELECT *, " + grouping.bucketStart("spread_from") + " AS spread_first,")
        .add(" " + grouping.bucketStart("spread_to") + " AS spread_last")
        .add(" FROM (SELECT *, " + Field.START_NANOS + " AS spread_start,")
        .add(" " + END + " - " + Field.START_NANOS + " AS spread_nanos,")
        .add(
            " greatest("
                + Field.START_NANOS
                + ", "
                + Math.max(interval.startNanos(), -Long.MAX_VALUE)
                + ") AS spread_from,")
        .add(" least(" + END + ", " + (interval.endNanos() - 1) + ") AS spread_to FROM ")
        .add(rows)
        .add(")) JOIN (VALUES (0), (1), (2), (3)) AS pieces(spread_piece) ON spread_piece = 0")
        .add(" OR spread_piece = 1 AND spread_last > spread_first")
        .add(" OR spread_piece > 1 AND spread_last - " + width + " > spread_first)");
  }

  /** The share of its life that a connection had lived at a time. */
  private static String share(String time) {
    return "greatest(0, least(1, (" + time + " - spread_start) / spread_nanos::DOUBLE))";
  }

  /** Of a group of pieces: the measure over whole connections, as BIGINT. */
  static String whole(Measure.Plain measure) {
    return measure == Measure.Plain.CONNECTIONS
        ? "count(*) FILTER (WHERE " + FIRST + ")"
        : Measure.Plain.sum(measure.amount(), " FILTER (WHERE " + FIRST + ")");
  }

  /** Of a group of pieces: what is counted in their bucket alone. */
  static String part(Measure.Plain measure) {
    return measure == Measure.Plain.CONNECTIONS
        ? "sum((spread_piece < 2)::INTEGER)::DOUBLE"
        : "sum((" + measure.amount() + ") * spread_part)::DOUBLE";
  }

  /** Of a group of pieces: how much more each bucket counts from theirs on. */
  String change(Measure.Plain measure) {
    return measure == Measure.Plain.CONNECTIONS
        ? "sum(spread_change)::DOUBLE"
        : "sum(CASE WHEN spread_change = 0 THEN 0 ELSE ("
            + measure.amount()
            + ") * spread_change * ("
            + grouping.bucketNanos()
            + " / spread_nanos::DOUBLE) END)::DOUBLE";
  }
}
