package io.tapline.eventstore.rule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.row.Columns;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.Outcome;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decides stored events anew, in the order in which they were stored, as if one rule had been in
 * force alone; changes nothing.
 */
public final class DryRun {
  /** Decisions of one dry run, at most. */
  public static final int MAX_DECISIONS = 1_000_000;

  /** Events read at once. */
  private static final int BATCH = 2_000;

  private static final String READ =
      """
      SELECT id, detect_time, insert_time, event_class, categories, detectors, severity,
        resolved_abuses, source_addresses
      FROM eventstore.event
      WHERE (insert_time, id) > ($1, $2) AND insert_time < $3
      ORDER BY insert_time, id LIMIT $4""";

  private static final String ACTUAL =
      "SELECT outcome, count(*) FROM eventstore.decision WHERE event_id = ANY ($1) GROUP BY"
          + " outcome";

  private final Pool pool;
  private final Duration maxAhead;
  private final Clock clock;

  public DryRun(Pool pool, Duration maxAhead, Clock clock) {
    this.pool = pool;
    this.maxAhead = maxAhead;
    this.clock = clock;
  }

  /**
   * What a dry run found.
   *
   * @param from the times of storage that were looked at: {@code [from, until)}
   */
  public record Found(Instant from, Instant until, Replay replay) {}

  /**
   * Looks at events stored in the last {@code age}; fails with DRY_RUN_LIMIT. Relapses are decided
   * up to now.
   */
  public Uni<Found> run(ThresholdRule rule, Duration age) {
    Instant until = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = until.minus(age);
    return replay(rule, from, until).map(replay -> new Found(from, until, replay));
  }

  private Uni<Replay> replay(ThresholdRule rule, Instant from, Instant until) {
    Replay replay = new Replay(rule);
    Position position = new Position(from, "");
    return pool.withConnection(
            connection ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> position, at -> batch(connection, replay, at, until))
                    .whilst(read -> read == BATCH)
                    .collect()
                    .last())
        .map(last -> replay.finish(until));
  }

  /** After the event that was read last. */
  private static final class Position {
    private OffsetDateTime stored;
    private String id;

    Position(Instant from, String id) {
      this.stored = Columns.utc(from);
      this.id = id;
    }

    void moveTo(Row row) {
      stored = Objects.requireNonNull(row.getOffsetDateTime(2));
      id = row.getString(0);
    }
  }

  private Uni<Integer> batch(
      SqlConnection connection, Replay replay, Position position, Instant until) {
    return connection
        .preparedQuery(READ)
        .execute(Tuple.of(position.stored, position.id, Columns.utc(until), BATCH))
        .chain(
            rows ->
                actual(connection, decide(rows, replay, position), replay)
                    .replaceWith(rows.size()));
  }

  /** The ids of the events that match. */
  private List<String> decide(RowSet<Row> rows, Replay replay, Position position) {
    List<String> matching = new ArrayList<>();
    for (Row row : rows) {
      position.moveTo(row);
      EventTime at = EventTime.of(Columns.time(row, 1), Columns.time(row, 2), maxAhead);
      if (replay.decide(row.getString(0), facts(row), at, List.of(row.getArrayOfStrings(8)))) {
        matching.add(row.getString(0));
      }
    }
    return matching;
  }

  private static Uni<Void> actual(SqlConnection connection, List<String> ids, Replay replay) {
    return connection
        .preparedQuery(ACTUAL)
        .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
        .invoke(
            rows ->
                rows.forEach(
                    row -> replay.actual(Outcome.valueOf(row.getString(0)), row.getLong(1))))
        .replaceWithVoid();
  }

  private static RuleFacts facts(Row row) {
    return new RuleFacts(
        row.getString(3),
        List.of(row.getArrayOfStrings(4)),
        List.of(row.getArrayOfStrings(5)),
        Severity.valueOf(row.getString(6)),
        List.of(row.getArrayOfStrings(7)));
  }
}
