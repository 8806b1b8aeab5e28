package io.tapline.report.schedule;

import static io.tapline.report.Reason.SCHEDULE_EXISTS;
import static io.tapline.report.Reason.SCHEDULE_LIMIT;
import static io.tapline.report.Reason.SCHEDULE_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The schedules in the database. Times are those of the database. */
final class ScheduleStore {
  /** Held while schedules are counted and written. */
  private static final String LOCK = "LOCK TABLE report.schedule IN SHARE ROW EXCLUSIVE MODE";

  private static final String ALL = "SELECT " + ScheduleRows.SCHEDULE + " FROM report.schedule";

  private static final String ONE =
      "SELECT " + ScheduleRows.SCHEDULE + ", now() FROM report.schedule WHERE name = $1 FOR UPDATE";

  private static final String COUNT = "SELECT count(*), now() FROM report.schedule";

  private static final String CREATE =
      """
      INSERT INTO report.schedule (name, content, next_time, max_runs, max_age, owner)
      VALUES ($1, $2, $3, $4, make_interval(secs => $5), $6) RETURNING
      """
          + ScheduleRows.SCHEDULE;

  private static final String UPDATE =
      """
      UPDATE report.schedule SET content = $2, next_time = $3, max_runs = $4,
        max_age = make_interval(secs => $5), update_time = now() WHERE name = $1 RETURNING
      """
          + ScheduleRows.SCHEDULE;

  private static final String DELETE = "DELETE FROM report.schedule WHERE name = $1";

  private final ScheduleDatabase database;
  private final Schedule.Form form;
  private final int maxSchedules;

  ScheduleStore(ScheduleDatabase database, Schedule.Form form, int maxSchedules) {
    this.database = database;
    this.form = form;
    this.maxSchedules = maxSchedules;
  }

  /** All of them, in any order. */
  List<Schedule.Stored> all() {
    return StreamSupport.stream(database.execute(ALL, Tuple.tuple()).spliterator(), false)
        .map(this::stored)
        .toList();
  }

  /**
   * @throws Refusal SCHEDULE_NOT_FOUND
   */
  Schedule.Stored get(String name) {
    return first(database.execute(ONE, Tuple.of(name)), name);
  }

  /**
   * Creates one, or gives the one that the same call created before.
   *
   * @throws Refusal SCHEDULE_EXISTS, SCHEDULE_LIMIT
   */
  Schedule.Stored create(Schedule schedule, String owner) {
    return database.transaction(
        transaction ->
            transaction
                .query(LOCK)
                .execute()
                .chain(() -> transaction.preparedQuery(ONE).execute(Tuple.of(schedule.name())))
                .chain(
                    found ->
                        found.size() == 0
                            ? insert(transaction, schedule, owner)
                            : Uni.createFrom().item(repeated(found, schedule, owner))));
  }

  private Schedule.Stored repeated(RowSet<Row> found, Schedule schedule, String owner) {
    Schedule.Stored there = first(found, schedule.name());
    boolean same = Arrays.equals(there.schedule().content(), schedule.content());
    if (!same || !there.owner().equals(owner)) {
      throw new Refusal(
          SCHEDULE_EXISTS,
          "Another schedule has this name; update it, or delete it first.",
          Map.of("schedule", schedule.name()));
    }
    return there;
  }

  private Uni<Schedule.Stored> insert(SqlConnection transaction, Schedule schedule, String owner) {
    return transaction
        .query(COUNT)
        .execute()
        .map(rows -> rows.iterator().next())
        .invoke(this::requireRoom)
        .chain(
            row ->
                transaction
                    .preparedQuery(CREATE)
                    .execute(values(schedule, next(schedule, row)).addValue(owner)))
        .map(rows -> first(rows, schedule.name()));
  }

  private void requireRoom(Row row) {
    if (row.getLong("count") >= maxSchedules) {
      throw new Refusal(
          SCHEDULE_LIMIT,
          "There are %d schedules; delete one first.".formatted(maxSchedules),
          Map.of("limit", Integer.toString(maxSchedules)));
    }
  }

  /**
   * Replaces one. What is due stays so where the times stay.
   *
   * @throws Refusal SCHEDULE_NOT_FOUND
   */
  Schedule.Stored update(Schedule schedule) {
    String name = schedule.name();
    return database.transaction(
        transaction ->
            transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(name))
                .chain(
                    found ->
                        transaction
                            .preparedQuery(UPDATE)
                            .execute(values(schedule, next(schedule, first(found, name), found))))
                .map(rows -> first(rows, name)));
  }

  private static @Nullable Instant next(
      Schedule schedule, Schedule.Stored before, RowSet<Row> found) {
    boolean same = before.schedule().timing().equals(schedule.timing());
    return same && before.next() != null && !schedule.disabled()
        ? before.next()
        : next(schedule, found.iterator().next());
  }

  private static @Nullable Instant next(Schedule schedule, Row row) {
    return schedule.next(ScheduleRows.time(row, "now")).orElse(null);
  }

  private static Tuple values(Schedule schedule, @Nullable Instant next) {
    return Tuple.tuple()
        .addValue(schedule.name())
        .addValue(Buffer.buffer(schedule.content()))
        .addValue(ScheduleRows.utcOrNull(next))
        .addValue(schedule.retention().maxRuns())
        .addValue((double) schedule.retention().maxAge().toSeconds());
  }

  /**
   * @throws Refusal SCHEDULE_NOT_FOUND
   */
  void delete(String name) {
    if (database.execute(DELETE, Tuple.of(name)).rowCount() == 0) {
      throw notFound(name);
    }
  }

  private Schedule.Stored first(RowSet<Row> rows, String name) {
    return Optional.of(rows)
        .filter(found -> found.size() > 0)
        .map(found -> stored(found.iterator().next()))
        .orElseThrow(() -> notFound(name));
  }

  private Schedule.Stored stored(Row row) {
    return ScheduleRows.stored(row, form);
  }

  static Refusal notFound(String name) {
    return new Refusal(SCHEDULE_NOT_FOUND, "No schedule has this name.", Map.of("schedule", name));
  }
}
