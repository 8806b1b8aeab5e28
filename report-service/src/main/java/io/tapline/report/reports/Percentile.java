package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A percentile of the traffic as transit is billed: the mean rates of all bins of five minutes,
 * those without traffic too, are sorted, and the one at rank {@code ceil(bins * percent / 100)} is
 * the answer. Bytes of both ways, spread evenly over the life of their connections.
 */
public final class Percentile {
  public static final Duration BIN = Duration.ofMinutes(5);

  /** 93 days: a quarter and a little. */
  static final int MAX_BINS = 26_784;

  private static final Limit PERCENT = new Limit(Reason.INVALID_LIMIT, "percent", 95, 100);

  private final ConnectionLog log;

  public Percentile(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param percent 1 to 100; 0 = 95
   */
  public Answer ask(Span interval, String filter, int percent) {
    int rank = PERCENT.of(percent);
    Span whole = wholeBins(interval);
    Scope scope = Scope.active(whole.start(), whole.end(), filter);
    Aggregate answer =
        log.aggregate(new AggregateQuestion(scope, List.of(), List.of(Measure.BYTES), 0, 1, BIN));
    return answer(rates(answer, whole), rank, whole, answer.completeness());
  }

  private static Span wholeBins(Span interval) {
    Instant start = ceiling(interval.start());
    Instant end = Span.floor(interval.end(), BIN);
    if (!start.isBefore(end)) {
      throw refusal("`interval` has no whole bin of five minutes; its ends are multiples of five.");
    }
    Span whole = new Span(start, end);
    if (whole.windows(BIN) > MAX_BINS) {
      throw refusal(
          "`interval` has %,d bins of five minutes, but at most 26,784 (93 days) are counted."
              .formatted(whole.windows(BIN)));
    }
    return whole;
  }

  private static Instant ceiling(Instant time) {
    Instant floor = Span.floor(time, BIN);
    return floor.equals(time) ? time : floor.plus(BIN);
  }

  private static Refusal refusal(String sentence) {
    return Refusal.ofField(Reason.INVALID_INTERVAL, "interval", sentence);
  }

  /** In bits per second, by time. */
  private static long[] rates(Aggregate answer, Span whole) {
    long[] rates = new long[Math.toIntExact(whole.windows(BIN))];
    for (Aggregate.Row row : answer.rows()) {
      Instant start = row.bucketStart();
      if (start != null && !start.isBefore(whole.start()) && start.isBefore(whole.end())) {
        int bin = (int) Duration.between(whole.start(), start).dividedBy(BIN);
        rates[bin] = bitsPerSecond(row.value(0));
      }
    }
    return rates;
  }

  private static long bitsPerSecond(long bytes) {
    long seconds = BIN.toSeconds();
    return bytes / seconds * 8 + bytes % seconds * 8 / seconds;
  }

  private static Answer answer(long[] rates, int percent, Span whole, Completeness completeness) {
    long[] sorted = rates.clone();
    Arrays.sort(sorted);
    int rank = Math.ceilDiv(sorted.length * percent, 100);
    long max = sorted[sorted.length - 1];
    return new Answer(
        percent,
        sorted[rank - 1],
        Math.round(Arrays.stream(rates).asDoubleStream().average().orElseThrow()),
        max,
        max == 0 ? null : whole.start().plus(BIN.multipliedBy(indexOf(max, rates))),
        rates,
        whole,
        completeness);
  }

  private static int indexOf(long rate, long[] rates) {
    int index = 0;
    while (rates[index] != rate) {
      index++;
    }
    return index;
  }

  /**
   * Rates in bits per second.
   *
   * @param percent that was asked for
   * @param maxStart of the busiest bin, the earliest of equals; null where there was no traffic
   * @param rates of all bins, by time; the array belongs to the answer and must not be changed
   * @param interval that the bins cover
   */
  // An array, not a list: thousands of numbers.
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(
      int percent,
      long rate,
      long mean,
      long max,
      @Nullable Instant maxStart,
      long[] rates,
      Span interval,
      Completeness completeness) {
    public int bins() {
      return rates.length;
    }
  }
}
