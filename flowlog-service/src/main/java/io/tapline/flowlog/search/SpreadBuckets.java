package io.tapline.flowlog.search;

import io.tapline.flowlog.search.Aggregation.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up the pieces of {@link Spread}, which come by group and time: a bucket counts its own parts
 * and what goes on from earlier ones. Rounded so that the buckets of a group add up to the rounded
 * whole. Buckets in which nothing was are left out.
 */
final class SpreadBuckets {
  private final long bucketNanos;
  private final double[] goingOn;
  private final double[] counted;
  private final List<Row> rows = new ArrayList<>();
  private List<String> keys = List.of();
  private long next;
  private long buckets;
  private boolean begun;

  SpreadBuckets(long bucketNanos, int measures) {
    this.bucketNanos = bucketNanos;
    this.goingOn = new double[measures];
    this.counted = new double[measures];
  }

  /**
   * @param parts of each measure in this bucket alone
   * @param changes of what each bucket counts from this one on
   * @throws io.tapline.rpc.Refusal INVALID_BUCKET where there are more buckets than an answer may
   *     have, those in which nothing was included
   */
  void add(long bucketStart, List<String> group, double[] parts, double[] changes) {
    if (!begun || !keys.equals(group)) {
      begin(group);
    } else {
      fillTo(bucketStart);
    }
    for (int i = 0; i < changes.length; i++) {
      goingOn[i] += changes[i];
    }
    bucket(bucketStart, parts);
    next = bucketStart + bucketNanos;
  }

  private void begin(List<String> group) {
    keys = List.copyOf(group);
    begun = true;
    Arrays.fill(goingOn, 0);
    Arrays.fill(counted, 0);
  }

  /** Buckets without pieces of their own. */
  private void fillTo(long bucketStart) {
    double[] nothing = new double[goingOn.length];
    boolean goesOn = Arrays.stream(goingOn).anyMatch(rate -> Math.abs(rate) > 1e-6);
    while (goesOn && next < bucketStart) {
      bucket(next, nothing);
      next += bucketNanos;
    }
  }

  private void bucket(long bucketStart, double[] parts) {
    Grouping.checkBuckets(++buckets);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      double before = counted[i];
      counted[i] += parts[i] + goingOn[i];
      values.add(Math.max(0, Math.round(counted[i]) - Math.round(before)));
    }
    if (values.stream().anyMatch(value -> value > 0)) {
      rows.add(new Row(bucketStart, keys, List.copyOf(values)));
    }
  }

  List<Row> rows() {
    return rows;
  }
}
