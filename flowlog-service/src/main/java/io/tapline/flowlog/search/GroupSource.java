package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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
    return byMeasure(this::measure).toList();
  }

  /** One expression for each measure. */
  default Stream<String> byMeasure(IntFunction<String> expression) {
    return IntStream.range(0, grouping().measures().size()).mapToObj(expression);
  }

  /** Rows of open segments: each group of segments gives partial sums of them. */
  sealed interface Summed extends GroupSource {
    @Override
    default List<String> keys() {
      return grouping().keyColumns();
    }

    @Override
    default String measure(int index) {
      return grouping().measures().get(index).sql();
    }

    /** Beside the keys, what makes a group of partial sums; each with its name. */
    List<String> partialKeys();

    /** The aggregates of partial sums, each with its name. */
    List<String> partialMeasures();

    /** A statement for the partial sums; keys are {@code g0, g1, ...}. */
    default Sql partialSums() {
      List<String> groups = new ArrayList<>();
      keys().forEach(key -> groups.add(key + " AS g" + groups.size()));
      groups.addAll(partialKeys());
      List<String> selected = Stream.concat(groups.stream(), partialMeasures().stream()).toList();
      return new Sql()
          .add("SELECT " + String.join(", ", selected) + " FROM ")
          .add(bucketTable())
          .add(GroupSql.groupBy(groups.size()));
    }

    /** Of what {@link #partialSums} gave. */
    GroupSource over(Sql gathered);
  }

  /** Each row in the bucket in which it began. */
  record Rows(Grouping grouping, Sql table) implements Summed {
    @Override
    public String bucketStart() {
      return grouping.bucketStart(Field.START_NANOS);
    }

    /**
     * What is counted distinctly is a key, so that the same value in two groups of segments is
     * counted once in the end.
     *
     * <pre>
     *   b           the bucket's start, where there are buckets
     *   d2_0 ...    the columns that measure 2 counts distinctly
     * </pre>
     */
    @Override
    public List<String> partialKeys() {
      List<String> keys = new ArrayList<>();
      if (grouping.bucketNanos() > 0) {
        keys.add(bucketStart() + " AS b");
      }
      for (int i = 0; i < grouping.measures().size(); i++) {
        if (grouping.measures().get(i) instanceof Measure.Distinct distinct) {
          keys.addAll(distinct.columnsAs("d" + i));
        }
      }
      return keys;
    }

    /** Column {@code p0} for measure 0, and so on, of the measures that add up. */
    @Override
    public List<String> partialMeasures() {
      return IntStream.range(0, grouping.measures().size())
          .filter(i -> grouping.measures().get(i).addsUp())
          .mapToObj(i -> measure(i) + " AS p" + i)
          .toList();
    }

    @Override
    public GroupSource over(Sql gathered) {
      return new PartialSums(grouping, gathered, false);
    }
  }

  /** Each row in every bucket in which it was active. */
  record SpreadRows(Grouping grouping, Sql table, Spread spread) implements Summed {
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
      return Stream.concat(
              byMeasure(i -> Spread.part(plain(i))), byMeasure(i -> spread.change(plain(i))))
          .toList();
    }

    private Measure.Plain plain(int index) {
      return (Measure.Plain) grouping.measures().get(index);
    }

    @Override
    public List<String> partialKeys() {
      return List.of(Spread.BUCKET + " AS b");
    }

    /**
     * By measure:
     *
     * <pre>
     *   p0 p1 ...   over whole connections
     *   a0 a1 ...   parts in the bucket
     *   c0 c1 ...   changes from the bucket on
     * </pre>
     */
    @Override
    public List<String> partialMeasures() {
      return Stream.of(
              byMeasure(i -> Spread.whole(plain(i)) + " AS p" + i),
              byMeasure(i -> Spread.part(plain(i)) + " AS a" + i),
              byMeasure(i -> spread.change(plain(i)) + " AS c" + i))
          .flatMap(each -> each)
          .toList();
    }

    @Override
    public GroupSource over(Sql gathered) {
      return new PartialSums(grouping, gathered, true);
    }
  }

  /**
   * Partial sums that were gathered, with the columns of {@link Summed#partialSums}.
   *
   * @param spread those of {@link SpreadRows}, not of {@link Rows}
   */
  record PartialSums(Grouping grouping, Sql table, boolean spread) implements GroupSource {
    @Override
    public List<String> bucketMeasures() {
      return spread
          ? Stream.concat(byMeasure(i -> "sum(a" + i + ")"), byMeasure(i -> "sum(c" + i + ")"))
              .toList()
          : GroupSource.super.bucketMeasures();
    }

    @Override
    public List<String> keys() {
      int count = grouping.keyColumns().size();
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
