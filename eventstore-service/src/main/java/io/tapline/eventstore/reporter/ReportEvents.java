package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Detectors;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.query.EventMatcher.Candidate;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the events of a window, {@link #BATCH} at a time. Calls block. */
final class ReportEvents {
  /** Events read at once; a message has up to a megabyte. */
  static final int BATCH = 200;

  /**
   * Which events.
   *
   * @param test those of category Test, and no others; else all but those
   */
  record Criteria(String group, Severity severity, ReportWindow window, boolean test) {}

  private static final String COLUMNS =
      """
      SELECT e.id, e.insert_time, e.detect_time, e.storage_time, e.categories, e.description,
        e.source_addresses, e.source_ports, e.source_types, e.target_addresses, e.target_ports,
        e.target_types, e.protocols, e.detectors, e.detector_types, e.event_class, e.severity,
        e.resolved_abuses, e.inspection_errors, e.outcome, e.idea, e.state""";

  /** Some source lies in a network of the group; a smaller network may make it another group's. */
  private static final String OF_GROUP =
      """
      AND e.severity = $3 AND ('Test' = ANY (e.categories)) = $4
      AND EXISTS (
        SELECT 1 FROM eventstore.event_address a
          JOIN eventstore.abuse_group_network n ON n.group_name = $5
            AND a.low >= n.low AND a.high <= n.high
        WHERE a.insert_time = e.insert_time AND a.event_id = e.id AND a.side = 's')""";

  private static final String INSERTED =
      COLUMNS
          + """
            , '{}'::text[]
          FROM eventstore.event_id i
            JOIN eventstore.event e ON e.id = i.id AND e.insert_time = i.insert_time
          WHERE i.insert_time >= $1 AND i.insert_time < $2
            AND e.insert_time >= $1 AND e.insert_time < $2
            AND (i.insert_time, i.id) > ($6, $7)
          """
          + OF_GROUP
          + " ORDER BY i.insert_time, i.id LIMIT $8";

  /** Of events that were inserted before the window: those of the window are read above. */
  private static final String RELAPSED =
      COLUMNS
          + """
            , r.keys
          FROM (
            SELECT d.event_id, array_agg(d.key) AS keys FROM eventstore.decision d
            WHERE d.outcome = 'RELAPSED' AND d.write_time >= $1 AND d.write_time < $2
              AND d.event_id > $6
            GROUP BY d.event_id) r
            JOIN eventstore.event_id i ON i.id = r.event_id AND i.insert_time < $1
            JOIN eventstore.event e ON e.id = i.id AND e.insert_time = i.insert_time
          WHERE true
          """
          + OF_GROUP
          + " ORDER BY e.id LIMIT $7";

  /** The latest window of an event and key is read last. */
  private static final String WINDOWS =
      """
      SELECT event_id, key, window_start, window_end FROM eventstore.decision
      WHERE event_id = ANY ($1) AND (write_time IS NULL OR write_time < $2)
      ORDER BY window_start""";

  private static final int KEYS = 22;

  private final SqlConnection connection;
  private final Criteria criteria;

  ReportEvents(SqlConnection connection, Criteria criteria) {
    this.connection = connection;
    this.criteria = criteria;
  }

  /** Hands on every event that was inserted in the window, then every other that relapsed in it. */
  void forEachBatch(Consumer<List<ReportableEvent>> consumer) {
    Instant time = criteria.window().start();
    String id = "";
    List<ReportableEvent> batch = read(INSERTED, places().addValue(utc(time)).addValue(id));
    while (!batch.isEmpty()) {
      consumer.accept(batch);
      time = batch.getLast().insertTime();
      id = batch.getLast().idea().id();
      batch = read(INSERTED, places().addValue(utc(time)).addValue(id));
    }
    forEachRelapse(consumer);
  }

  private void forEachRelapse(Consumer<List<ReportableEvent>> consumer) {
    List<ReportableEvent> batch = read(RELAPSED, places().addValue(""));
    while (!batch.isEmpty()) {
      consumer.accept(batch);
      batch = read(RELAPSED, places().addValue(batch.getLast().idea().id()));
    }
  }

  private Tuple places() {
    return Tuple.of(
        utc(criteria.window().start()),
        utc(criteria.window().end()),
        criteria.severity().name(),
        criteria.test(),
        criteria.group());
  }

  private List<ReportableEvent> read(String sql, Tuple places) {
    RowSet<Row> rows =
        Blocking.await(connection.preparedQuery(sql).execute(places.addValue((long) BATCH)));
    Map<String, Map<String, KeyWindow>> windows = windows(rows);
    List<ReportableEvent> events = new ArrayList<>();
    rows.forEach(row -> events.add(event(row, windows)));
    return events;
  }

  private Map<String, Map<String, KeyWindow>> windows(RowSet<Row> events) {
    List<String> ids = new ArrayList<>();
    events.forEach(row -> ids.add(row.getString(0)));
    Map<String, Map<String, KeyWindow>> windows = new HashMap<>();
    if (!ids.isEmpty()) {
      Tuple places =
          Tuple.tuple().addValue(ids.toArray(String[]::new)).addValue(utc(criteria.window().end()));
      Blocking.await(connection.preparedQuery(WINDOWS).execute(places))
          .forEach(
              row ->
                  windows
                      .computeIfAbsent(row.getString(0), id -> new HashMap<>())
                      .put(row.getString(1), new KeyWindow(time(row, 2), time(row, 3))));
    }
    return windows;
  }

  private static ReportableEvent event(Row row, Map<String, Map<String, KeyWindow>> windows) {
    Candidate subject =
        new Candidate(idea(row), time(row, 3), row.getString(19), row.getString(21));
    return new ReportableEvent(
        subject,
        time(row, 1),
        windows.getOrDefault(row.getString(0), Map.of()),
        Set.of(row.getArrayOfStrings(KEYS)));
  }

  private static IdeaMessage idea(Row row) {
    return new IdeaMessage(
        row.getString(0),
        time(row, 2),
        texts(row, 4),
        row.getString(5),
        side(row, 6),
        side(row, 9),
        texts(row, 12),
        new Detectors(texts(row, 13), texts(row, 14)),
        row.getString(15),
        Severity.valueOf(row.getString(16)),
        texts(row, 17),
        texts(row, 18),
        time(row, 3),
        new String(row.getBuffer(20).getBytes(), StandardCharsets.UTF_8));
  }

  /** Addresses, ports and types from a column on. */
  private static Side side(Row row, int column) {
    return new Side(
        texts(row, column).stream().map(AddressRange::parse).toList(),
        List.of(row.getArrayOfIntegers(column + 1)),
        texts(row, column + 2));
  }

  private static List<String> texts(Row row, int column) {
    return Arrays.asList(row.getArrayOfStrings(column));
  }

  private static Instant time(Row row, int column) {
    return Objects.requireNonNull(row.getOffsetDateTime(column)).toInstant();
  }

  static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
