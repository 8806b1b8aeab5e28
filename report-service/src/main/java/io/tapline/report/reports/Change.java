package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An interval against a baseline, by any columns: what grew, shrank, is new or vanished. Two
 * questions to the log; more groups than it gives in one answer are refused, because a group that
 * was left out would look as if it were new.
 */
public final class Change {
  static final int MAX_GROUPS = 10_000;

  private final ConnectionLog log;

  public Change(ConnectionLog log) {
    this.log = log;
  }

  /** Which groups are wanted. */
  public enum Kind {
    ALL,
    /** Not in the baseline. */
    NEW,
    /** In the baseline only. */
    VANISHED;

    boolean takes(Row row) {
      return switch (this) {
        case ALL -> true;
        case NEW -> row.before() == null;
        case VANISHED -> row.now() == null;
      };
    }
  }

  /**
   * What is asked.
   *
   * @param baseline null = as long as the interval, and ends where that starts
   * @param started only connections that began in an interval, not all that were active in it
   * @param filter empty = all
   * @param columns 1 to 8 of the log's
   * @param limit rows wanted; 0 = 10, at most 1,000
   */
  public record Comparison(
      Span interval,
      @Nullable Span baseline,
      boolean started,
      String filter,
      List<String> columns,
      TopTalkers.By by,
      Kind kind,
      int limit) {
    public Comparison {
      columns = List.copyOf(columns);
    }

    Span before() {
      Duration length = Duration.between(interval.start(), interval.end());
      Span before =
          baseline == null ? new Span(interval.start().minus(length), interval.start()) : baseline;
      if (before.start().isBefore(interval.end()) && interval.start().isBefore(before.end())) {
        throw Refusal.ofField(
            Reason.INVALID_INTERVAL, "baseline", "`baseline` must not overlap `interval`.");
      }
      return before;
    }

    Scope scope(Span span) {
      return new Scope(span.start(), span.end(), started, filter);
    }
  }

  public Answer ask(Comparison asked) {
    int limit = TopTalkers.ROWS.of(asked.limit());
    GroupColumns columns = new GroupColumns(asked.columns());
    Span baseline = asked.before();
    Aggregate now = groups(asked, asked.interval());
    Aggregate before = groups(asked, baseline);
    List<Row> changed = changed(asked, totals(now), totals(before));
    return new Answer(
        changed.stream()
            .limit(limit)
            .map(row -> row.with(columns.filter(asked.filter(), row.keys())))
            .toList(),
        Totals.of(now.total()),
        Totals.of(before.total()),
        changed.size(),
        baseline,
        now.completeness(),
        before.completeness());
  }

  private Aggregate groups(Comparison asked, Span span) {
    Aggregate answer =
        log.aggregate(
            new AggregateQuestion(
                asked.scope(span),
                asked.columns(),
                Totals.MEASURES,
                asked.by().measure,
                MAX_GROUPS,
                null));
    if (answer.groups() > MAX_GROUPS) {
      throw Refusal.ofField(
          Reason.REPORT_LIMIT,
          "columns",
          "There are %,d groups, but at most 10,000 can be compared: narrow the filter."
              .formatted(answer.groups()),
          Map.of("maximum", Integer.toString(MAX_GROUPS)));
    }
    return answer;
  }

  private static Map<List<String>, Totals> totals(Aggregate answer) {
    return answer.rows().stream()
        .collect(Collectors.toMap(Aggregate.Row::keys, Totals::of, Totals::plus, HashMap::new));
  }

  private static List<Row> changed(
      Comparison asked, Map<List<String>, Totals> now, Map<List<String>, Totals> before) {
    Set<List<String>> keys = new HashSet<>(now.keySet());
    keys.addAll(before.keySet());
    return keys.stream()
        .map(key -> new Row(key, now.get(key), before.get(key), ""))
        .filter(asked.kind()::takes)
        .sorted(
            Comparator.comparingLong((Row row) -> -Math.abs(row.by(asked.by())))
                .thenComparing(row -> String.join("\0", row.keys())))
        .toList();
  }

  /**
   * @param now of everything in the interval
   * @param before of everything in the baseline
   * @param groups of the kind that was asked for
   */
  public record Answer(
      List<Row> rows,
      Totals now,
      Totals before,
      long groups,
      Span baseline,
      Completeness completeness,
      Completeness baselineCompleteness) {}

  /**
   * One group.
   *
   * @param now null where it vanished
   * @param before null where it is new
   * @param filter of its connections; empty where the language cannot name them
   */
  public record Row(
      List<String> keys, @Nullable Totals now, @Nullable Totals before, String filter) {
    /** By how much it grew; negative where it shrank. */
    public long by(TopTalkers.By by) {
      return by.of(orNone(now)) - by.of(orNone(before));
    }

    private Row with(String itsFilter) {
      return new Row(keys, now, before, itsFilter);
    }

    /** Nothing where the group is not there. */
    public static Totals orNone(@Nullable Totals totals) {
      return totals == null ? Totals.NONE : totals;
    }
  }
}
