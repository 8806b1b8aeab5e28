package io.tapline.eventstore.threshold;

import static io.tapline.eventstore.row.Columns.texts;
import static io.tapline.eventstore.row.Columns.time;
import static io.tapline.eventstore.row.Columns.times;

import io.tapline.eventstore.threshold.KeyState.Kept;
import io.tapline.eventstore.threshold.LockedKeys.EventDecision;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Key states and decisions as rows of PostgreSQL; the only place that knows the columns. */
final class ThresholdRows {
  /** Columns of a key state, in the order that {@link #state} reads. */
  static final String COLUMNS =
      "key, window_start, relapse_start, window_end, relapse_until, opened_by_event_id,"
          + " thresholded_count, last_thresholded, last_event_id, relapse_due";

  static final String UPDATE =
      """
      UPDATE eventstore.threshold t SET
        window_start = n.window_start, relapse_start = n.relapse_start, window_end = n.window_end,
        relapse_until = n.relapse_until, opened_by_event_id = n.opened_by_event_id,
        thresholded_count = n.thresholded_count, last_thresholded = n.last_thresholded,
        last_event_id = n.last_event_id, relapse_due = n.relapse_due
      FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[],
          $5::timestamptz[], $6::text[], $7::bigint[], $8::timestamptz[], $9::text[],
          $10::timestamptz[])
        AS n (key, window_start, relapse_start, window_end, relapse_until, opened_by_event_id,
          thresholded_count, last_thresholded, last_event_id, relapse_due)
      WHERE t.key = n.key""";

  static final String INSERT_DECISIONS =
      """
      INSERT INTO eventstore.decision (event_id, key, outcome, reason, decide_time, window_start,
        relapse_start, window_end, relapse_until, opened_by_event_id, thresholded_count)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
        $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[],
        $11::bigint[])""";

  static final String DECISIONS =
      """
      SELECT outcome, key, reason, decide_time, window_start, relapse_start, window_end,
        relapse_until, opened_by_event_id, thresholded_count
      FROM eventstore.decision WHERE event_id = $1""";

  private ThresholdRows() {}

  /** Of a row of {@link #DECISIONS}. */
  static Decision decision(Row row) {
    ThresholdWindow window =
        new ThresholdWindow(
            time(row, 4), time(row, 5), time(row, 6), time(row, 7), row.getString(8));
    return new Decision(
        Outcome.valueOf(row.getString(0)),
        row.getString(1),
        row.getString(2),
        time(row, 3),
        window,
        row.getLong(9));
  }

  /** Null for a key that never had a window. */
  static @Nullable KeyState state(Row row) {
    if (row.getOffsetDateTime(1) == null) {
      return null;
    }
    ThresholdWindow window =
        new ThresholdWindow(
            time(row, 1), time(row, 2), time(row, 3), time(row, 4), row.getString(5));
    boolean due = row.getOffsetDateTime(9) != null;
    return new KeyState(window, row.getLong(6), kept(row), due);
  }

  private static @Nullable Kept kept(Row row) {
    return row.getOffsetDateTime(7) == null ? null : new Kept(time(row, 7), row.getString(8));
  }

  static Tuple states(Map<String, KeyState> changed) {
    List<Entry<String, KeyState>> rows = List.copyOf(changed.entrySet());
    return Tuple.tuple()
        .addValue(texts(rows, Entry::getKey))
        .addValue(times(rows, row -> row.getValue().window().start()))
        .addValue(times(rows, row -> row.getValue().window().relapseStart()))
        .addValue(times(rows, row -> row.getValue().window().end()))
        .addValue(times(rows, row -> row.getValue().window().relapseUntil()))
        .addValue(texts(rows, row -> row.getValue().window().openedByEventId()))
        .addValue(numbers(rows, row -> row.getValue().thresholdedCount()))
        .addValue(times(rows, row -> keptTime(row.getValue())))
        .addValue(texts(rows, row -> keptEvent(row.getValue())))
        .addValue(times(rows, row -> due(row.getValue())));
  }

  static Tuple decisions(List<EventDecision> rows) {
    return Tuple.tuple()
        .addValue(texts(rows, EventDecision::eventId))
        .addValue(texts(rows, row -> row.decision().key()))
        .addValue(texts(rows, row -> row.decision().outcome().name()))
        .addValue(texts(rows, row -> row.decision().reason()))
        .addValue(times(rows, row -> row.decision().decideTime()))
        .addValue(times(rows, row -> row.decision().window().start()))
        .addValue(times(rows, row -> row.decision().window().relapseStart()))
        .addValue(times(rows, row -> row.decision().window().end()))
        .addValue(times(rows, row -> row.decision().window().relapseUntil()))
        .addValue(texts(rows, row -> row.decision().window().openedByEventId()))
        .addValue(numbers(rows, row -> row.decision().thresholdedCount()));
  }

  private static @Nullable Instant keptTime(KeyState state) {
    return state.lastKept() == null ? null : state.lastKept().time();
  }

  private static @Nullable String keptEvent(KeyState state) {
    return state.lastKept() == null ? null : state.lastKept().eventId();
  }

  private static @Nullable Instant due(KeyState state) {
    return state.relapseDue() ? state.window().end() : null;
  }

  private static <T> Long[] numbers(List<T> rows, Function<T, Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }
}
