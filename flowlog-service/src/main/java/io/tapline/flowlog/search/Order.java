package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.util.Comparator;

/** The order of connections by position. */
public enum Order {
  NEWEST_FIRST("DESC", "<", ">="),
  OLDEST_FIRST("ASC", ">", "<=");

  private final String direction;
  private final String behind;
  private final String upTo;

  Order(String direction, String behind, String upTo) {
    this.direction = direction;
    this.behind = behind;
    this.upTo = upTo;
  }

  String direction() {
    return direction;
  }

  /** Segments in the order of their first rows. */
  Comparator<Part> parts() {
    return switch (this) {
      case NEWEST_FIRST -> Comparator.comparingLong(Part::maxStartNanos).reversed();
      case OLDEST_FIRST -> Comparator.comparingLong(Part::minStartNanos);
    };
  }

  /** Whether all rows of the segment start behind this one, in microseconds. */
  boolean isBehind(Part part, long micros) {
    return switch (this) {
      case NEWEST_FIRST -> Math.floorDiv(part.maxStartNanos(), 1000L) < micros;
      case OLDEST_FIRST -> Math.floorDiv(part.minStartNanos(), 1000L) > micros;
    };
  }

  /** Starts in this order. */
  Comparator<Long> starts() {
    return this == NEWEST_FIRST ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }

  String orderBy() {
    return " ORDER BY start_time %1$s, start_nanos %1$s, source_id %1$s, first_frame %1$s"
        .formatted(direction);
  }

  /** Rows that come behind the position in this order. */
  void behind(Sql sql, Position position) {
    long micros = Math.floorDiv(position.startNanos(), 1000L);
    sql.add(" AND start_time " + behind + "= make_timestamp(").bind(micros).add(")");
    sql.add(" AND (start_time, start_nanos, source_id, first_frame) " + behind);
    sql.add(" (make_timestamp(").bind(micros).add("), ");
    sql.bind(Math.floorMod(position.startNanos(), 1000)).add(", ");
    sql.bind(position.sourceId()).add(", ").bind(position.firstFrame()).add(")");
  }

  /** Narrower bounds for rows behind the position, by which earlier segments are not opened. */
  Interval behind(Interval interval, Position last) {
    long start = Math.max(interval.startNanos(), last.startNanos());
    long end = Math.min(interval.endNanos(), Math.min(last.startNanos(), Long.MAX_VALUE - 1) + 1);
    return switch (this) {
      case NEWEST_FIRST ->
          interval.within(interval.startNanos(), Math.max(interval.startNanos(), end));
      case OLDEST_FIRST ->
          interval.within(Math.min(start, interval.endNanos()), interval.endNanos());
    };
  }

  /** Rows whose start is not behind this one, in microseconds. */
  void upTo(Sql sql, long micros) {
    sql.add(" AND start_time " + upTo + " make_timestamp(").bind(micros).add(")");
  }
}
