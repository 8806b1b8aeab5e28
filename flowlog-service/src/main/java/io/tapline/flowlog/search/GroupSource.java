package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What groups are made of: rows, or the partial sums of several groups of segments. */
sealed interface GroupSource {
  Grouping grouping();

  Sql table();

  /** Expressions whose values make a group. */
  List<String> keys();

  /** An aggregate, as BIGINT. */
  String measure(int index);

  /** Where a row's bucket starts, in nanoseconds since 1970-01-01T00:00:00Z. */
  String bucketStart();

  /** The rows of open segments. */
  record Rows(Grouping grouping, Sql table) implements GroupSource {
    @Override
    public List<String> keys() {
      return grouping.columns().stream().flatMap(field -> field.columns().stream()).toList();
    }

    @Override
    public String measure(int index) {
      return grouping.measures().get(index).sql();
    }

    /** Rounded down also before 1970. */
    @Override
    public String bucketStart() {
      String remainder =
          "((%1$s %% %2$d + %2$d) %% %2$d)".formatted(Field.START_NANOS, grouping.bucketNanos());
      return "(" + Field.START_NANOS + " - " + remainder + ")";
    }

    /**
     * A statement for the partial sums of these rows. What is counted distinctly becomes a key, so
     * that the same value in two groups of segments is counted once in the end.
     *
     * <pre>
     *   g0 g1 ...   keys
     *   b           the bucket's start, where there are buckets
     *   d2_0 ...    the columns that measure 2 counts distinctly
     *   p0 p1 ...   measures that add up
     * </pre>
     */
    Sql partialSums() {
      List<String> groups = new ArrayList<>();
      List<String> sums = new ArrayList<>();
      IntStream.range(0, keys().size()).forEach(i -> groups.add(keys().get(i) + " AS g" + i));
      if (grouping.bucketNanos() > 0) {
        groups.add(bucketStart() + " AS b");
      }
      for (int i = 0; i < grouping.measures().size(); i++) {
        switch (grouping.measures().get(i)) {
          case Measure.Distinct distinct -> groups.addAll(distinct.columnsAs("d" + i));
          case Measure.Plain plain -> sums.add(plain.sql() + " AS p" + i);
        }
      }
      String selected =
          Stream.concat(groups.stream(), sums.stream()).collect(Collectors.joining(", "));
      return new Sql()
          .add("SELECT " + selected + " FROM ")
          .add(table)
          .add(groups.isEmpty() ? " HAVING count(*) > 0" : " GROUP BY " + ordinals(groups.size()));
    }

    private static String ordinals(int count) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(", "));
    }
  }

  /** Partial sums that were gathered; columns as in {@link Rows#partialSums}. */
  record PartialSums(Grouping grouping, Sql table) implements GroupSource {
    @Override
    public List<String> keys() {
      int count = grouping.columns().stream().mapToInt(field -> field.columns().size()).sum();
      return IntStream.range(0, count).mapToObj(i -> "g" + i).toList();
    }

    @Override
    public String measure(int index) {
      return switch (grouping.measures().get(index)) {
        case Measure.Distinct distinct -> distinct.sqlOver("d" + index);
        case Measure.Plain plain -> plain.total("p" + index);
      };
    }

    @Override
    public String bucketStart() {
      return "b";
    }
  }
}
