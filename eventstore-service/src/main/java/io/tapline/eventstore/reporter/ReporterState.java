package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.Blocking.await;
import static io.tapline.eventstore.reporter.ReportEvents.utc;

import io.tapline.eventstore.idea.Severity;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the reporter remembers between its looks, in a transaction of its own. Calls block. */
final class ReporterState {
  /** Lets {@link #SETTLED} pass over transactions that insert no event. */
  private static final String NAMED =
      "SELECT set_config('application_name', 'tapline-reporter', true)";

  /** Waits for nobody; filters may be added meanwhile. */
  private static final String LOCK =
      """
      SELECT 1 FROM eventstore.abuse_group WHERE name = $1 AND NOT disabled
      FOR NO KEY UPDATE SKIP LOCKED""";

  /**
   * The time of insertion is the start of the transaction that inserts. Whoever began before this
   * time has ended, so its events can be read. Dumps and our own named questions do not insert.
   */
  private static final String SETTLED =
      """
      SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend' AND application_name <> 'pg_dump'
        AND application_name NOT LIKE 'tapline%'""";

  private static final String DONE =
      """
      SELECT done_until FROM eventstore.report_state WHERE group_name = $1 AND severity = $2""";

  private static final String ADVANCE =
      """
      INSERT INTO eventstore.report_state (group_name, severity, done_until) VALUES ($1, $2, $3)
      ON CONFLICT (group_name, severity) DO UPDATE SET done_until = excluded.done_until""";

  private static final String TOLD =
      """
      SELECT key, window_start FROM eventstore.reported_window
      WHERE group_name = $1 AND key = ANY ($2)""";

  private static final String TELL =
      """
      INSERT INTO eventstore.reported_window (group_name, key, window_start, window_end, report_time)
      SELECT $1, n.key, n.window_start, n.window_end, $2
      FROM unnest($3::text[], $4::timestamptz[], $5::timestamptz[])
        AS n (key, window_start, window_end)
      ON CONFLICT (group_name, key) DO UPDATE SET window_start = excluded.window_start,
        window_end = excluded.window_end, report_time = excluded.report_time""";

  private final SqlConnection transaction;
  private final String group;

  ReporterState(SqlConnection transaction, String group) {
    this.transaction = transaction;
    this.group = group;
  }

  /** Until the end of the transaction; false when another replica works on it or it is disabled. */
  boolean lockGroup() {
    await(transaction.query(NAMED).execute());
    return await(transaction.preparedQuery(LOCK).execute(Tuple.of(group))).size() == 1;
  }

  /** Every event that was inserted before can be read. */
  Instant settled(Duration margin) {
    return time(await(transaction.query(SETTLED).execute()), 0).minus(margin);
  }

  @Nullable Instant doneUntil(Severity severity) {
    RowSet<Row> rows =
        await(transaction.preparedQuery(DONE).execute(Tuple.of(group, severity.name())));
    return rows.size() == 0 ? null : time(rows, 0);
  }

  void advance(Severity severity, Instant doneUntil) {
    await(
        transaction
            .preparedQuery(ADVANCE)
            .execute(Tuple.of(group, severity.name(), utc(doneUntil))));
  }

  /** Reads what the group was told of some keys. */
  void readTold(Collection<String> keys, ToldWindows told) {
    Tuple places = Tuple.of(group).addValue(keys.toArray(String[]::new));
    for (Row row : await(transaction.preparedQuery(TOLD).execute(places))) {
      told.earlier(row.getString(0), Objects.requireNonNull(row.getOffsetDateTime(1)).toInstant());
    }
  }

  void tell(Map<String, KeyWindow> windows, Instant time) {
    if (!windows.isEmpty()) {
      await(transaction.preparedQuery(TELL).execute(rows(windows, time)));
    }
  }

  private Tuple rows(Map<String, KeyWindow> windows, Instant time) {
    return Tuple.of(group, utc(time))
        .addValue(windows.keySet().toArray(String[]::new))
        .addValue(
            windows.values().stream()
                .map(window -> utc(window.start()))
                .toArray(OffsetDateTime[]::new))
        .addValue(
            windows.values().stream()
                .map(window -> utc(window.end()))
                .toArray(OffsetDateTime[]::new));
  }

  private static Instant time(RowSet<Row> rows, int column) {
    return Objects.requireNonNull(rows.iterator().next().getOffsetDateTime(column)).toInstant();
  }
}
