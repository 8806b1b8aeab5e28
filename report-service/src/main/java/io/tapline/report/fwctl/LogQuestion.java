package io.tapline.report.fwctl;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.flowlog.v1.Measure;
import io.tapline.flowlog.v1.MeasureKind;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import java.util.Set;

/**
 * Which connections of the log a report is about: those that began in its period.
 *
 * @param filter in the language of the log; empty = all
 */
record LogQuestion(ReportPeriod period, String filter) {
  /** One by one, oldest first. */
  StreamConnectionsRequest stream(Set<LogColumn> columns) {
    FieldMask.Builder mask = FieldMask.newBuilder().addPaths("start_time");
    columns.forEach(column -> mask.addPaths(column.path()));
    return StreamConnectionsRequest.newBuilder()
        .setInterval(interval())
        .setIntervalMatch(IntervalMatch.INTERVAL_MATCH_STARTED)
        .setFilter(filter)
        .setOrder(SortOrder.SORT_ORDER_OLDEST_FIRST)
        .setReadMask(mask)
        .build();
  }

  /** By groups, as {@link LogGroups} reads them; with a filter instead of this one. */
  AggregateConnectionsRequest groups(String narrower, Set<LogColumn> columns) {
    AggregateConnectionsRequest.Builder request =
        AggregateConnectionsRequest.newBuilder()
            .setInterval(interval())
            .setIntervalMatch(IntervalMatch.INTERVAL_MATCH_STARTED)
            .setFilter(narrower)
            .addMeasures(measure(MeasureKind.MEASURE_KIND_CONNECTIONS))
            .addMeasures(measure(MeasureKind.MEASURE_KIND_FIRST_START_NANOS))
            .addMeasures(measure(MeasureKind.MEASURE_KIND_LAST_START_NANOS))
            .setLimit(LogGroups.MOST_GROUPS);
    columns.forEach(column -> request.addGroupBy(column.text()));
    return request.build();
  }

  private static Measure measure(MeasureKind kind) {
    return Measure.newBuilder().setKind(kind).build();
  }

  /** Whether it is known before the first record where the period begins and ends. */
  boolean isKnown() {
    return period.start() != null || period.periodSeconds() == null;
  }

  /** As far as it is known before the first record; the report leaves out what is outside. */
  private Interval interval() {
    Interval.Builder interval = Interval.newBuilder();
    Long start = period.start();
    Long end = period.knownEnd();
    if (start != null) {
      interval.setStartTime(time(start));
    }
    if (end != null) {
      interval.setEndTime(time(end + 1));
    }
    return interval.build();
  }

  private static Timestamp time(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }
}
