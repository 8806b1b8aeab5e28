package io.tapline.report.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log's answer.
 *
 * @param rows largest first, or by time within a group
 * @param total over everything that matched, also of groups that are not among the rows
 * @param groups number of groups that matched
 */
public record Aggregate(List<Row> rows, Row total, long groups, Completeness completeness) {

  /**
   * @param bucketStart null without buckets
   * @param keys in the order of the columns asked for
   * @param values in the order of the measures asked for
   */
  public record Row(@Nullable Instant bucketStart, List<String> keys, List<Long> values) {
    public long value(int measure) {
      return values.get(measure);
    }

    public String key(int column) {
      return keys.get(column);
    }
  }

  public Aggregate {
    rows = List.copyOf(rows);
  }
}
