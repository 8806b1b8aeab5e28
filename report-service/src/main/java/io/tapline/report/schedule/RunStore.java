package io.tapline.report.schedule;

import static io.tapline.report.Reason.DOCUMENT_NOT_FOUND;
import static io.tapline.report.Reason.RUN_LIMIT;
import static io.tapline.report.Reason.RUN_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Runs in the database: as people see them, how they begin, and how they end. */
final class RunStore {
  private static final Logger LOG = Logger.getLogger(RunStore.class);

  /** Runs of one schedule that are not over, beyond which none can be asked for. */
  static final int MAX_WAITING = 10;

  /** Missed runs that are counted, at most. */
  static final int MAX_MISSED = 1_000;

  private static final String LIST =
      "SELECT "
          + ScheduleRows.RUN
          + """

          FROM report.run r LEFT JOIN report.run_document d ON d.run_id = r.id
          WHERE r.id < $1 AND ($2 = '' OR r.schedule = $2)
            AND (cardinality($3::text[]) = 0 OR r.state = ANY ($3))
          ORDER BY r.id DESC LIMIT $4\
          """;

  private static final String ONE =
      "SELECT "
          + ScheduleRows.RUN
          + """

          FROM report.run r LEFT JOIN report.run_document d ON d.run_id = r.id WHERE r.id = $1\
          """;

  private static final String CONTENT = "SELECT content FROM report.run_document WHERE run_id = $1";

  /** One that another replica is planning is passed over. */
  private static final String DUE =
      """
      SELECT name, content, next_time, now() FROM report.schedule WHERE next_time <= now()
      ORDER BY next_time, name LIMIT 1 FOR UPDATE SKIP LOCKED\
      """;

  private static final String SCHEDULE =
      "SELECT content, now() FROM report.schedule WHERE name = $1 FOR UPDATE";

  private static final String WAITING =
      "SELECT count(*) FROM report.run WHERE schedule = $1 AND state IN ('PENDING', 'RUNNING')";

  private static final String ADD =
      """
      INSERT INTO report.run (schedule, trigger, due_time, interval_start, interval_end, missed)
      VALUES ($1, $2, $3, $4, $5, $6) RETURNING id\
      """;

  private static final String MOVE = "UPDATE report.schedule SET next_time = $2 WHERE name = $1";

  /** One that cannot be read must not hold up the others. */
  private static final String POSTPONE =
      "UPDATE report.schedule SET next_time = now() + interval '1 hour' WHERE name = $1";

  /** Those that are over, beyond the schedule's number or age. */
  private static final String REMOVE =
      """
      DELETE FROM report.run USING (
        SELECT r.id, row_number() OVER (PARTITION BY r.schedule ORDER BY r.id DESC) AS place,
          r.due_time, s.max_runs, s.max_age
        FROM report.run r JOIN report.schedule s ON s.name = r.schedule
        WHERE r.state IN ('SUCCEEDED', 'FAILED')) ended
      WHERE run.id = ended.id
        AND (ended.place > ended.max_runs OR ended.due_time < now() - ended.max_age)\
      """;

  private static final String COUNTS =
      """
      SELECT
        (SELECT count(*) FROM report.run WHERE state IN ('PENDING', 'RUNNING')) AS waiting,
        (SELECT count(*) FROM report.schedule s WHERE 'FAILED' = (
          SELECT r.state FROM report.run r
          WHERE r.schedule = s.name AND r.state IN ('SUCCEEDED', 'FAILED')
          ORDER BY r.id DESC LIMIT 1)) AS failing\
      """;

  private final ScheduleDatabase database;
  private final Schedule.Form form;

  RunStore(ScheduleDatabase database, Schedule.Form form) {
    this.database = database;
    this.form = form;
  }

  /**
   * Which runs.
   *
   * @param schedule empty: of all
   * @param states none: in any
   * @param before only earlier ones than this
   */
  record Question(String schedule, List<Run.State> states, long before) {}

  /** Latest first. */
  List<Run> list(Question question, int limit) {
    String[] states = question.states().stream().map(Enum::name).toArray(String[]::new);
    return StreamSupport.stream(
            database
                .execute(LIST, Tuple.of(question.before(), question.schedule(), states, limit))
                .spliterator(),
            false)
        .map(ScheduleRows::run)
        .toList();
  }

  /**
   * @throws Refusal RUN_NOT_FOUND
   */
  Run get(long id) {
    RowSet<Row> rows = database.execute(ONE, Tuple.of(id));
    if (rows.size() == 0) {
      throw new Refusal(RUN_NOT_FOUND, "No run has this number.", Map.of("run", Long.toString(id)));
    }
    return ScheduleRows.run(rows.iterator().next());
  }

  /**
   * The document of a run.
   *
   * @throws Refusal DOCUMENT_NOT_FOUND
   */
  byte[] content(long id) {
    RowSet<Row> rows = database.execute(CONTENT, Tuple.of(id));
    if (rows.size() == 0) {
      throw new Refusal(
          DOCUMENT_NOT_FOUND, "The run has made no document.", Map.of("run", Long.toString(id)));
    }
    return rows.iterator().next().getBuffer("content").getBytes();
  }

  /**
   * Adds a run of now.
   *
   * @throws Refusal SCHEDULE_NOT_FOUND, RUN_LIMIT
   */
  Run request(String name) {
    long id =
        database.transaction(
            transaction ->
                transaction
                    .preparedQuery(SCHEDULE)
                    .execute(Tuple.of(name))
                    .call(() -> requireRoom(transaction, name))
                    .chain(found -> requested(transaction, found, name)));
    return get(id);
  }

  private static Uni<Void> requireRoom(SqlConnection transaction, String name) {
    return transaction
        .preparedQuery(WAITING)
        .execute(Tuple.of(name))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) >= MAX_WAITING) {
                throw new Refusal(
                    RUN_LIMIT,
                    "%d runs of the schedule are not over; wait for one.".formatted(MAX_WAITING),
                    Map.of("limit", Integer.toString(MAX_WAITING)));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Long> requested(SqlConnection transaction, RowSet<Row> found, String name) {
    if (found.size() == 0) {
      throw ScheduleStore.notFound(name);
    }
    Row row = found.iterator().next();
    Instant now = ScheduleRows.time(row, "now");
    return add(transaction, schedule(row), Run.Trigger.REQUESTED, new Planned(now, 0));
  }

  /**
   * What a schedule missed is one run.
   *
   * @param missed those before it
   */
  record Planned(Instant due, int missed) {}

  /** What became of {@link #plan}. */
  enum Plan {
    /** Nothing is due. */
    NOTHING,
    /** One was dealt with, and perhaps more is due. */
    DONE
  }

  /** Makes the run of a schedule that is due, the latest one, and sets when it is due next. */
  Plan plan(ScheduleMetrics metrics) {
    return database.transaction(
        transaction ->
            transaction
                .query(DUE)
                .execute()
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().item(Plan.NOTHING)
                            : plan(transaction, rows.iterator().next(), metrics)));
  }

  private Uni<Plan> plan(SqlConnection transaction, Row row, ScheduleMetrics metrics) {
    try {
      return plan(transaction, schedule(row), row, metrics);
    } catch (RuntimeException e) { // of its content; the database fails later
      String name = row.getString("name");
      LOG.errorf(e, "The schedule %s cannot be read", name);
      metrics.unreadable();
      return transaction.preparedQuery(POSTPONE).execute(Tuple.of(name)).replaceWith(Plan.DONE);
    }
  }

  private static Uni<Plan> plan(
      SqlConnection transaction, Schedule schedule, Row row, ScheduleMetrics metrics) {
    Instant now = ScheduleRows.time(row, "now");
    Planned planned = planned(schedule.timing().due(), ScheduleRows.time(row, "next_time"), now);
    Tuple move = Tuple.of(schedule.name(), ScheduleRows.utcOrNull(schedule.next(now).orElse(null)));
    return add(transaction, schedule, Run.Trigger.SCHEDULED, planned)
        .chain(() -> transaction.preparedQuery(MOVE).execute(move))
        .invoke(() -> metrics.planned(planned.missed()))
        .replaceWith(Plan.DONE);
  }

  /** The latest that was due, and how many before it were. */
  static Planned planned(DueTimes times, Instant first, Instant now) {
    Instant latest = times.upTo(now).filter(due -> due.isAfter(first)).orElse(first);
    int missed = 0;
    Instant due = first;
    while (due.isBefore(latest) && missed < MAX_MISSED) {
      missed++;
      due = times.after(due).orElse(latest);
    }
    return new Planned(latest, missed);
  }

  private static Uni<Long> add(
      SqlConnection transaction, Schedule schedule, Run.Trigger trigger, Planned planned) {
    var interval = schedule.period().before(planned.due(), schedule.timing().zone());
    return transaction
        .preparedQuery(ADD)
        .execute(
            Tuple.of(
                schedule.name(),
                trigger.name(),
                ScheduleRows.utc(planned.due()),
                ScheduleRows.utc(interval.start()),
                ScheduleRows.utc(interval.end()),
                planned.missed()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Schedule schedule(Row row) {
    return form.read(row.getBuffer("content").getBytes());
  }

  /** Removes what is kept no longer; answers with how many runs that were. */
  int remove() {
    return database.execute(REMOVE, Tuple.tuple()).rowCount();
  }

  /**
   * How things are.
   *
   * @param waiting runs that are not over
   * @param failing schedules whose last run that is over failed
   */
  record Counts(long waiting, long failing) {}

  Counts counts() {
    Row row = database.execute(COUNTS, Tuple.tuple()).iterator().next();
    return new Counts(row.getLong("waiting"), row.getLong("failing"));
  }
}
