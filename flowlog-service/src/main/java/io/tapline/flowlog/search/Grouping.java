package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.search.filter.CloseNames;
import io.tapline.flowlog.search.filter.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
  public static final int DEFAULT_LIMIT = 10;
  public static final int MAX_LIMIT = 10_000;
  public static final long LEAST_BUCKET_NANOS = 1_000_000;

  /** Rows of an answer with buckets; more are an INVALID_BUCKET. */
  public static final int MAX_BUCKET_ROWS = 50_000;

  public Grouping {
    columns = List.copyOf(columns);
    measures = measures.isEmpty() ? Measure.DEFAULT : List.copyOf(measures);
    limit = limit == 0 ? DEFAULT_LIMIT : limit;
    check(columns.size() <= MAX_COLUMNS, Reason.INVALID_LIMIT, "group_by", "At most 8 columns.");
    check(
        measures.size() <= MAX_MEASURES, Reason.INVALID_LIMIT, "measures", "At most 32 measures.");
    check(
        orderBy >= 0 && orderBy < measures.size(),
        Reason.UNKNOWN_MEASURE,
        "order_by_measure",
        "The order is by one of the measures: 0 to %d.".formatted(measures.size() - 1));
    check(
        limit > 0 && limit <= MAX_LIMIT,
        Reason.INVALID_LIMIT,
        "limit",
        "A limit lies between 1 and 10,000 groups.");
    check(
        bucketNanos == 0 || bucketNanos >= LEAST_BUCKET_NANOS,
        Reason.INVALID_BUCKET,
        "bucket",
        "A bucket is at least 1 ms wide.");
  }

  private static void check(boolean valid, Reason reason, String field, String message) {
    if (!valid) {
      throw new FlowlogException(reason, message, Map.of("field", field));
    }
  }

  /** Refuses an answer with more buckets than {@link #MAX_BUCKET_ROWS}. */
  static void checkBuckets(long count) {
    check(
        count <= MAX_BUCKET_ROWS,
        Reason.INVALID_BUCKET,
        "bucket",
        "More than 50,000 buckets: choose wider ones, fewer groups or a shorter interval.");
  }

  /** SQL: the columns of connections whose values make a group. */
  List<String> keyColumns() {
    return columns.stream().flatMap(field -> field.columns().stream()).toList();
  }

  /** SQL: the start of the bucket of a time, rounded down also before 1970. */
  String bucketStart(String timeNanos) {
    return "(%1$s - ((%1$s %% %2$d + %2$d) %% %2$d))".formatted(timeNanos, bucketNanos);
  }

  /**
   * A column by name.
   *
   * @param field of the request that holds the name
   * @throws FlowlogException UNKNOWN_COLUMN
   */
  public static Field column(String name, String field) {
    return Field.of(name)
        .filter(Field::isColumn)
        .orElseThrow(
            () ->
                new FlowlogException(
                    Reason.UNKNOWN_COLUMN,
                    "There is no column \"%s\" to group by. %s"
                        .formatted(name, CloseNames.hint(name, columnNames())),
                    Map.of("field", field)));
  }

  private static List<String> columnNames() {
    return Arrays.stream(Field.values()).filter(Field::isColumn).map(Field::text).toList();
  }
}
