package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes, packets and active connections per time bucket, the first two spread over the life of
 * their connections: the top services apart, the rest together. Three questions to the log (extent,
 * top services, everything); what is logged between them may make the rest a little larger, never
 * negative.
 */
public final class TrafficOverTime {
  static final Limit SERVICES = new Limit(Reason.INVALID_LIMIT, "services", 6, 20);

  /** Name of the series of all services that have none of their own. */
  public static final String OTHER = "(other)";

  private static final List<Measure> MEASURES =
      List.of(Measure.BYTES, Measure.CONNECTIONS, Measure.PACKETS);

  private final ConnectionLog log;

  public TrafficOverTime(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param bucket null = chosen so that there are 60 to 300
   * @param services told apart; 0 = 6, at most 20
   */
  public Answer ask(Scope scope, @Nullable Duration bucket, int services) {
    int limit = SERVICES.of(services);
    Aggregate extent =
        log.aggregate(
            AggregateQuestion.total(
                scope, Measure.CONNECTIONS, Measure.FIRST_START_NANOS, Measure.LAST_END_NANOS));
    if (extent.total().value(0) == 0) {
      return new Answer(Duration.ofSeconds(1), List.of(), List.of(), extent.completeness());
    }
    Instant first = first(scope, ServiceSummary.instant(extent.total().value(1)));
    Instant last = last(scope, ServiceSummary.instant(extent.total().value(2)));
    Duration width = BucketWidth.of(bucket, first, last);
    return filled(scope, new Buckets(first, last, width), limit);
  }

  /** A connection may begin long before the interval, but no bucket is there. */
  private static Instant first(Scope scope, Instant firstStart) {
    Instant start = scope.start();
    return start != null && firstStart.isBefore(start) ? start : firstStart;
  }

  /** A connection may end long after the interval, but no bucket begins there. */
  private static Instant last(Scope scope, Instant lastEnd) {
    Instant end = scope.end();
    return end != null && !lastEnd.isBefore(end) ? end.minusNanos(1) : lastEnd;
  }

  private Answer filled(Scope scope, Buckets buckets, int limit) {
    Duration width = buckets.width();
    Aggregate top =
        log.aggregate(new AggregateQuestion(scope, List.of("service"), MEASURES, 0, limit, width));
    Aggregate all = log.aggregate(new AggregateQuestion(scope, List.of(), MEASURES, 0, 1, width));
    List<Series> series = new ArrayList<>();
    for (Aggregate.Row row : top.rows()) {
      seriesOf(row.key(0), series, buckets).add(row, buckets);
    }
    if (top.groups() > series.size()) {
      series.add(rest(all, series, buckets));
    }
    return new Answer(width, buckets.starts(), series, all.completeness());
  }

  private static Series seriesOf(String service, List<Series> series, Buckets buckets) {
    if (series.isEmpty() || !series.getLast().service().equals(service)) {
      series.add(Series.empty(service, buckets));
    }
    return series.getLast();
  }

  private static Series rest(Aggregate all, List<Series> apart, Buckets buckets) {
    Series rest = Series.empty(OTHER, buckets);
    all.rows().forEach(row -> rest.add(row, buckets));
    apart.forEach(rest::subtract);
    return rest;
  }

  /** Buckets without gaps and one value per bucket in each series. */
  public record Answer(
      Duration bucket, List<Instant> starts, List<Series> series, Completeness completeness) {}

  /** One service; the arrays belong to the answer and must not be changed. */
  // An array per series, not a list: thousands of numbers, filled in place.
  @SuppressWarnings("ArrayRecordComponent")
  public record Series(String service, long[] bytes, long[] connections, long[] packets) {
    static Series empty(String service, Buckets buckets) {
      return new Series(service, buckets.zeros(), buckets.zeros(), buckets.zeros());
    }

    void add(Aggregate.Row row, Buckets buckets) {
      int index = buckets.index(row.bucketStart());
      if (index >= 0) {
        bytes[index] += row.value(0);
        connections[index] += row.value(1);
        packets[index] += row.value(2);
      }
    }

    void subtract(Series other) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = Math.max(0, bytes[i] - other.bytes[i]);
        connections[i] = Math.max(0, connections[i] - other.connections[i]);
        packets[i] = Math.max(0, packets[i] - other.packets[i]);
      }
    }
  }

  /** The buckets of one answer. */
  record Buckets(Instant first, Instant last, Duration width) {
    int count() {
      return Math.toIntExact(BucketWidth.buckets(first, last, width));
    }

    long[] zeros() {
      return new long[count()];
    }

    /** -1 for what was logged outside since the extent was asked for. */
    int index(@Nullable Instant bucketStart) {
      if (bucketStart == null) {
        return -1;
      }
      Duration offset = Duration.between(BucketWidth.floor(first, width), bucketStart);
      long index = offset.isNegative() ? -1 : offset.dividedBy(width);
      return index < count() ? (int) index : -1;
    }

    List<Instant> starts() {
      Instant start = BucketWidth.floor(first, width);
      return LongStream.range(0, count()).mapToObj(i -> start.plus(width.multipliedBy(i))).toList();
    }
  }
}
