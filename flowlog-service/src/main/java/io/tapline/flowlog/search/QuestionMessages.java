package io.tapline.flowlog.search;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.flowlog.v1.OfEach;
import io.tapline.flowlog.v1.SortOrder;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.util.List;

/** Requests as questions. */
final class QuestionMessages {
  private QuestionMessages() {}

  static Question question(com.google.type.Interval interval, IntervalMatch match, String filter) {
    return new Question(interval(interval, match), filter);
  }

  static Interval interval(com.google.type.Interval interval, IntervalMatch match) {
    return new Interval(
        interval.hasStartTime() ? nanos(interval.getStartTime()) : Long.MIN_VALUE,
        interval.hasEndTime() ? nanos(interval.getEndTime()) : Long.MAX_VALUE,
        match(match));
  }

  private static Interval.Match match(IntervalMatch match) {
    return switch (match) {
      case INTERVAL_MATCH_UNSPECIFIED, INTERVAL_MATCH_ACTIVE -> Interval.Match.ACTIVE;
      case INTERVAL_MATCH_STARTED -> Interval.Match.STARTED;
      case UNRECOGNIZED ->
          throw failure(
              Reason.INVALID_INTERVAL, "interval_match", "This way to match is not known.");
    };
  }

  /** Times that nanoseconds in 64 bits cannot hold (before 1677, after 2262) are errors. */
  private static long nanos(Timestamp time) {
    try {
      return Timestamps.nanos(time);
    } catch (ArithmeticException e) {
      throw failure(
          Reason.INVALID_INTERVAL, "interval", "Times lie between the years 1678 and 2262.");
    }
  }

  static Order order(SortOrder order) {
    return switch (order) {
      case SORT_ORDER_UNSPECIFIED, SORT_ORDER_NEWEST_FIRST -> Order.NEWEST_FIRST;
      case SORT_ORDER_OLDEST_FIRST -> Order.OLDEST_FIRST;
      case UNRECOGNIZED ->
          throw failure(Reason.INVALID_FILTER, "order", "This order is not known.");
    };
  }

  static Grouping grouping(AggregateConnectionsRequest request) {
    List<Measure> measures = measures(request);
    return new Grouping(
        request.getGroupByList().stream().map(name -> Grouping.key(name, "group_by")).toList(),
        measures,
        orderBy(request.getOrderBy(), measures),
        request.getLimit(),
        request.hasBucket() ? bucketNanos(request.getBucket()) : 0,
        request.hasOfEach() ? ofEach(request.getOfEach()) : null,
        request.getOmitDistinctTotals());
  }

  private static Grouping.OfEach ofEach(OfEach message) {
    return new Grouping.OfEach(message.getColumns(), message.getLimit());
  }

  private static long bucketNanos(com.google.protobuf.Duration bucket) {
    try {
      long nanos = Timestamps.nanos(bucket);
      return nanos == 0 ? -1 : nanos;
    } catch (ArithmeticException e) {
      throw failure(Reason.INVALID_BUCKET, "bucket", "A bucket is at most 292 years wide.");
    }
  }

  private static List<Measure> measures(AggregateConnectionsRequest request) {
    return request.getMeasuresCount() == 0
        ? Measure.DEFAULT
        : request.getMeasuresList().stream().map(QuestionMessages::measure).toList();
  }

  /**
   * @param name of a measure; empty for the first
   * @return index into the measures
   */
  private static int orderBy(String name, List<Measure> measures) {
    List<String> names = measures.stream().map(Measure::text).toList();
    int index = name.isEmpty() ? 0 : names.indexOf(name);
    if (index < 0) {
      throw failure(
          Reason.UNKNOWN_MEASURE,
          "order_by",
          "The order is by one of the measures: " + String.join(", ", names) + ".");
    }
    return index;
  }

  private static Measure measure(io.tapline.flowlog.v1.Measure measure) {
    return switch (measure.getKind()) {
      case MEASURE_KIND_CONNECTIONS -> Measure.Plain.CONNECTIONS;
      case MEASURE_KIND_PACKETS -> Measure.Plain.PACKETS;
      case MEASURE_KIND_BYTES -> Measure.Plain.BYTES;
      case MEASURE_KIND_CLIENT_PACKETS -> Measure.Plain.CLIENT_PACKETS;
      case MEASURE_KIND_CLIENT_BYTES -> Measure.Plain.CLIENT_BYTES;
      case MEASURE_KIND_SERVER_PACKETS -> Measure.Plain.SERVER_PACKETS;
      case MEASURE_KIND_SERVER_BYTES -> Measure.Plain.SERVER_BYTES;
      case MEASURE_KIND_FIRST_START_NANOS -> Measure.Plain.FIRST_START_NANOS;
      case MEASURE_KIND_LAST_END_NANOS -> Measure.Plain.LAST_END_NANOS;
      case MEASURE_KIND_LAST_START_NANOS -> Measure.Plain.LAST_START_NANOS;
      case MEASURE_KIND_DURATION_NANOS -> Measure.Plain.DURATION_NANOS;
      case MEASURE_KIND_DISTINCT ->
          new Measure.Distinct(Grouping.column(measure.getColumn(), "measures.column"));
      case MEASURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw failure(Reason.UNKNOWN_MEASURE, "measures.kind", "A measure has a known kind.");
    };
  }

  private static Refusal failure(Reason reason, String field, String message) {
    return Refusal.ofField(reason, field, message);
  }
}
