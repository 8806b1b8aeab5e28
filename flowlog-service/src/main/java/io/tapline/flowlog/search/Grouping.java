package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.CloseNames;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.KeyColumn;
import io.tapline.flowlog.search.filter.Prefixes;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How connections are grouped and what is computed; checked when it is made.
 *
 * @param columns at most {@value #MAX_COLUMNS}; none for one group
 * @param orderBy index into the measures: the largest first
 * @param limit of groups
 * @param bucketNanos width of time buckets, 0 for none
 * @param ofEach how many groups that begin alike; null for any number
 * @param omitsDistinctTotals whether measures that do not add up may be 0 in the totals
 */
public record Grouping(
    List<? extends KeyColumn> columns,
    List<Measure> measures,
    int orderBy,
    int limit,
    long bucketNanos,
    @Nullable OfEach ofEach,
    boolean omitsDistinctTotals) {
  public static final int MAX_COLUMNS = 8;
  public static final int MAX_MEASURES = 32;
  public static final Limit LIMIT = new Limit(Reason.INVALID_LIMIT, "limit", 10, 10_000);
  public static final long LEAST_BUCKET_NANOS = 1_000_000;

  /** Rows of an answer with buckets; more are an INVALID_BUCKET. */
  public static final int MAX_BUCKET_ROWS = 50_000;

  /**
   * Of the groups that have equal values in the first columns, the first ones are in the answer.
   *
   * @param columns that count, at least 1
   * @param limit of groups, at least 1
   */
  public record OfEach(int columns, int limit) {}

  public Grouping(
      List<? extends KeyColumn> columns,
      List<Measure> measures,
      int orderBy,
      int limit,
      long bucketNanos) {
    this(columns, measures, orderBy, limit, bucketNanos, null, false);
  }

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
    checkOfEach(ofEach, columns.size());
  }

  private static void checkOfEach(@Nullable OfEach ofEach, int columns) {
    if (ofEach != null) {
      check(
          ofEach.columns >= 1 && ofEach.columns <= columns,
          Reason.INVALID_LIMIT,
          "of_each.columns",
          "Between 1 and the number of columns in group_by, which is %d.".formatted(columns));
      check(ofEach.limit >= 1, Reason.INVALID_LIMIT, "of_each.limit", "At least 1.");
    }
  }

  private static void check(boolean valid, Reason reason, String field, String message) {
    if (!valid) {
      throw Refusal.ofField(reason, field, message);
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
    return keyColumns(columns.size());
  }

  /** The same of the first columns. */
  List<String> keyColumns(int first) {
    return columns.stream().limit(first).flatMap(column -> column.columns().stream()).toList();
  }

  /** SQL: the start of the bucket of a time, rounded down also before 1970. */
  String bucketStart(String timeNanos) {
    return "(%1$s - ((%1$s %% %2$d + %2$d) %% %2$d))".formatted(timeNanos, bucketNanos);
  }

  /**
   * A column, or the prefixes of one, by name.
   *
   * @param field of the request that holds the name
   * @throws Refusal UNKNOWN_COLUMN
   */
  static KeyColumn key(String name, String field) {
    return name.indexOf('/') < 0
        ? column(name, field)
        : Prefixes.of(name)
            .orElseThrow(
                () ->
                    Refusal.ofField(
                        Reason.UNKNOWN_COLUMN,
                        field,
                        ("\"%s\" names no prefixes: they are those of a column of addresses, with"
                                + " the length of IPv4 and perhaps that of IPv6, as client/24 or"
                                + " client/24/48.")
                            .formatted(name)));
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
