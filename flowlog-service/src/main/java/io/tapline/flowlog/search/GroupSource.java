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

  /** What buckets are made of. */
  default Sql bucketTable() {
    return table();
  }

  /** Where a row's bucket starts, in nanoseconds since 1970-01-01T00:00:00Z. */
  String bucketStart();

  /** Of a bucket's rows: the measures, or where they are spread their parts and then changes. */
  default List<String> bucketMeasures() {
    return IntStream.range(0, grouping().measures().size()).mapToObj(this::measure).toList();
  }

  /** Sources of which each group of segments gives partial sums. */
  sealed interface Summed extends GroupSource {
    Sql partialSums();

    /** Of what {@link #partialSums} gave. */
    GroupSource over(Sql gathered);
  }

  /** The rows of open segments. */
  record Rows(Grouping grouping, Sql table) implements Summed {
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
    @Override
    public Sql partialSums() {
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

    @Override
    public GroupSource over(Sql gathered) {
      return new PartialSums(grouping, gathered, false);
    }
  }

  /** The rows of open segments, each in every bucket in which it was active. */
  record SpreadRows(Grouping grouping, Sql table, Spread spread) implements Summed {
    @Override
    public List<String> keys() {
      return new Rows(grouping, table).keys();
    }

    @Override
    public String measure(int index) {
      return grouping.measures().get(index).sql();
    }

    @Override
    public Sql bucketTable() {
      return spread.table(table);
    }

    @Override
    public String bucketStart() {
      return Spread.BUCKET;
    }

    @Override
    public List<String> bucketMeasures() {
      return Stream.concat(plain(grouping).map(Spread::part), plain(grouping).map(spread::change))
          .toList();
    }

    /**
     * As {@link Rows#partialSums}, and by measure:
     *
     * <pre>
     *   p0 p1 ...   over whole connections
     *   a0 a1 ...   parts in the bucket
     *   c0 c1 ...   changes from the bucket on
     * </pre>
     */
    @Override
    public Sql partialSums() {
      List<String> groups = new ArrayList<>();
      IntStream.range(0, keys().size()).forEach(i -> groups.add(keys().get(i) + " AS g" + i));
      groups.add(Spread.BUCKET + " AS b");
      List<Measure.Plain> plain = plain(grouping).toList();
      List<String> sums = new ArrayList<>();
      for (int i = 0; i < plain.size(); i++) {
        sums.add(Spread.whole(plain.get(i)) + " AS p" + i);
        sums.add(Spread.part(plain.get(i)) + " AS a" + i);
        sums.add(spread.change(plain.get(i)) + " AS c" + i);
      }
      return new Sql()
          .add("SELECT " + String.join(", ", groups) + ", " + String.join(", ", sums) + " FROM ")
          .add(bucketTable())
          .add(" GROUP BY " + ordinals(groups.size()));
    }

    @Override
    public GroupSource over(Sql gathered) {
      return new PartialSums(grouping, gathered, true);
    }
  }

  private static Stream<Measure.Plain> plain(Grouping grouping) {
    return grouping.measures().stream().map(Measure.Plain.class::cast);
  }

  private static String ordinals(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  /**
   * Partial sums that were gathered; columns as in {@link Rows#partialSums}.
   *
   * @param spread those of {@link SpreadRows#partialSums}
   */
  record PartialSums(Grouping grouping, Sql table, boolean spread) implements GroupSource {
    @Override
    public List<String> bucketMeasures() {
      int count = grouping.measures().size();
      return spread
          ? Stream.of("a", "c")
              .flatMap(name -> IntStream.range(0, count).mapToObj(i -> "sum(" + name + i + ")"))
              .toList()
          : GroupSource.super.bucketMeasures();
    }

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
