package io.tapline.report.log;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to the log.
 *
 * @param groupBy columns; none = one total
 * @param measures what to compute; the values of a row come in this order
 * @param orderBy index of the measure that orders the groups, largest first
 * @param limit groups wanted, 1 to 10,000
 * @param bucket width of time buckets; null = none
 * @param ofEach groups wanted of those that begin alike; null = any number
 * @param givesWay whether it ends when another question needs its memory
 */
public record AggregateQuestion(
    Scope scope,
    List<String> groupBy,
    List<Measure> measures,
    int orderBy,
    int limit,
    @Nullable Duration bucket,
    @Nullable OfEach ofEach,
    boolean givesWay) {

  /**
   * @param columns that are equal, from the first of those that are grouped by
   * @param limit of groups
   */
  public record OfEach(int columns, int limit) {}

  public AggregateQuestion(
      Scope scope,
      List<String> groupBy,
      List<Measure> measures,
      int orderBy,
      int limit,
      @Nullable Duration bucket) {
    this(scope, groupBy, measures, orderBy, limit, bucket, null, false);
  }

  public AggregateQuestion {
    groupBy = List.copyOf(groupBy);
    measures = List.copyOf(measures);
  }

  /** One row of totals. */
  public static AggregateQuestion total(Scope scope, Measure... measures) {
    return new AggregateQuestion(scope, List.of(), List.of(measures), 0, 1, null);
  }

  public AggregateQuestion perBucket(Duration width) {
    return new AggregateQuestion(scope, groupBy, measures, orderBy, limit, width, ofEach, givesWay);
  }

  /** The same question about another scope. */
  public AggregateQuestion about(Scope other, int most) {
    return new AggregateQuestion(other, groupBy, measures, orderBy, most, bucket, ofEach, givesWay);
  }

  /** The same question of one who can ask again later. */
  public AggregateQuestion givingWay() {
    return new AggregateQuestion(scope, groupBy, measures, orderBy, limit, bucket, ofEach, true);
  }
}
