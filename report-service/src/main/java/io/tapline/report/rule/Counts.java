package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts of one key in one window.
 *
 * @param count what the threshold is compared with
 * @param firstStart of its connections; the window's start where the log was not asked
 * @param lastEnd of its connections; the window's end where the log was not asked
 * @param more the measures that a detection asks for besides, in its order
 */
public record Counts(
    Span window,
    List<String> key,
    long count,
    long connections,
    Instant firstStart,
    Instant lastEnd,
    List<Long> more) {
  private static final int OWN_MEASURES = 4;

  /** What is asked for: the count, connections, first start, last end, more. */
  static List<Measure> measures(Measure count, List<Measure> more) {
    List<Measure> measures = new ArrayList<>();
    measures.add(count);
    measures.add(Measure.CONNECTIONS);
    measures.add(Measure.FIRST_START_NANOS);
    measures.add(Measure.LAST_END_NANOS);
    measures.addAll(more);
    return measures;
  }

  /** Reads a row of an answer to {@link #measures}. */
  static Counts of(Span window, Aggregate.Row row) {
    return new Counts(
        window,
        row.keys(),
        row.value(0),
        row.value(1),
        Instant.ofEpochSecond(0, row.value(2)),
        Instant.ofEpochSecond(0, row.value(3)),
        row.values().subList(OWN_MEASURES, row.values().size()));
  }

  String key(int column) {
    return key.get(column);
  }

  long more(int measure) {
    return more.get(measure);
  }
}
