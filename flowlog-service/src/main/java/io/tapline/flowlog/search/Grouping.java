package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.CloseNames;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * How connections are grouped and what is computed; checked when it is made.
 *
 * @param columns at most {@value #MAX_COLUMNS}; none for one group
 * @param orderBy index into the measures: the largest first
 * @param limit of groups
 * @param bucketNanos width of time buckets, 0 for none
 */
public record Grouping(
    List<Field> columns, List<Measure> measures, int orderBy, int limit, long bucketNanos) {
  public static final int MAX_COLUMNS = 8;
  public static final int MAX_MEASURES = 32;
  public static final Limit LIMIT = new Limit(Reason.INVALID_LIMIT, "limit", 10, 10_000);
  public static final long LEAST_BUCKET_NANOS = 1_000_000;

  /** Rows of an answer with buckets; more are an INVALID_BUCKET. */
  public static final int MAX_BUCKET_ROWS = 50_000;

  public Grouping {
    columns = List.copyOf(columns);
    measures = measures.isEmpty() ? Measure.DEFAULT : List.copyOf(measures);
    limit = LIMIT.of(limit);
    check(columns.size() <= MAX_COLUMNS, Reason.INVALID_LIMIT, "group_by", "At most 8 columns.");
    check(
        measures.size() <= MAX_MEASURES, Reason.INVALID_LIMIT, "measures", "At most 32 measures.");
    check(
        orderBy >= 0 && orderBy < measures.size(),
        Reason.UNKNOWN_MEASURE,
        "order_by_measure",
        "The order is by one of the measures: 0 to %d.".formatted(measures.size() - 1));
    check(
        bucketNanos == 0 || bucketNanos >= LEAST_BUCKET_NANOS,
        Reason.INVALID_BUCKET,
        "bucket",
        "A bucket is at least 1 ms wide.");
  }

  private static void check(boolean valid, Reason reason, String field, String message) {
    if (!valid) {
      throw Refusal.ofField(reason, field, message);
    }
  }

  /**
   * A column by name.
   *
   * @param field of the request that holds the name
   * @throws Refusal UNKNOWN_COLUMN
   */
  public static Field column(String name, String field) {
    return Field.of(name)
        .filter(Field::isColumn)
        .orElseThrow(
            () ->
                Refusal.ofField(
                    Reason.UNKNOWN_COLUMN,
                    field,
                    "There is no column \"%s\" to group by. %s"
                        .formatted(name, CloseNames.hint(name, columnNames()))));
  }

  private static List<String> columnNames() {
    return Arrays.stream(Field.values()).filter(Field::isColumn).map(Field::text).toList();
  }
}
