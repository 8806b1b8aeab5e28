package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Sql;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.rpc.Refusal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections that certain commits wrote, as far as their segments are still there: a merge or
 * retention may have replaced some. For any number of threads; calls block.
 */
public final class CommittedRows {
  /** Rows of a part: of most connections some 4 MB. */
  public static final int PART = 8_192;

  private static final Condition EVERYTHING = new Condition.AllOf(List.of());

  private static final Comparator<ConnectionRow> BY_POSITION =
      Comparator.comparing(
          ConnectionRow::position,
          Comparator.comparingLong(Position::startNanos)
              .thenComparingInt(Position::sourceId)
              .thenComparingLong(Position::firstFrame));

  private final Engine engine;

  public CommittedRows(Engine engine) {
    this.engine = engine;
  }

  /**
   * Which rows are meant.
   *
   * @param segments by number
   * @param startNanos the earliest start among them
   * @param lastStartNanos the latest start among them
   * @param behind rows up to this one were read before; absent for none
   */
  public record Wanted(
      Set<Long> segments,
      long startNanos,
      long lastStartNanos,
      Condition condition,
      @Nullable Position behind) {
    private Interval interval() {
      return Interval.started(startNanos, Math.min(lastStartNanos, Long.MAX_VALUE - 1) + 1);
    }

    private Matching matching() {
      Sql sql = new Sql();
      if (behind != null) {
        Order.OLDEST_FIRST.behind(sql, behind);
      }
      return new Matching(interval(), condition).and(sql);
    }
  }

  /**
   * The first rows by start.
   *
   * @param rows at most {@link #PART}; fewer: there are no more
   * @param missing segments that are gone or cannot be read
   */
  public record Part(List<ConnectionRow> rows, Set<Long> missing) {
    public boolean isFull() {
      return rows.size() == PART;
    }
  }

  /** Names of sources by number. */
  public Map<Integer, String> sourceNames() {
    return engine.sourceNames();
  }

  /**
   * @param sources names by number
   * @throws Refusal INVALID_FILTER, UNKNOWN_FIELD
   */
  public Condition compile(String filter, Map<Integer, String> sources) {
    return engine.compile(filter, sources);
  }

  /**
   * Reads the next part. Segments are not left out by their address filters, so that one that is
   * not there is known to be gone.
   */
  public Part read(Wanted wanted, Cancellation cancellation) {
    return engine
        .run(wanted.interval(), EVERYTHING, Intent.SUMS, cancellation, scan -> read(wanted, scan))
        .value();
  }

  private static Part read(Wanted wanted, Scan scan) throws SQLException {
    List<SegmentSnapshot.Part> there =
        scan.parts().stream()
            .filter(part -> wanted.segments().contains(part.segment().id()))
            .toList();
    Set<Long> missing = new HashSet<>(wanted.segments());
    there.forEach(part -> missing.remove(part.segment().id()));
    return new Part(there.isEmpty() ? List.of() : first(wanted.matching(), there, scan), missing);
  }

  private static List<ConnectionRow> first(
      Matching matching, List<SegmentSnapshot.Part> parts, Scan scan) throws SQLException {
    List<ConnectionRow> rows = new ArrayList<>();
    for (List<SegmentSnapshot.Part> group : scan.groups(parts)) {
      rows.addAll(
          scan.over(group, open -> open.ask(first(matching, open), ConnectionRow::readAll)));
    }
    return rows.stream().sorted(BY_POSITION).limit(PART).toList();
  }

  private static Sql first(Matching matching, OpenScan open) {
    return new Sql()
        .add("SELECT " + ConnectionRow.COLUMNS + " FROM ")
        .add(matching.table(open))
        .add(Order.OLDEST_FIRST.orderBy() + " LIMIT " + PART);
  }
}
