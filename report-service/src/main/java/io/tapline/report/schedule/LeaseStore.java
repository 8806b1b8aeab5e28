package io.tapline.report.schedule;

import io.smallrye.mutiny.Uni;
import io.tapline.report.document.Document;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes runs to work on, and writes what became of them. A run is leased to one replica; one that
 * crashed is followed by another when the lease has ended, and no longer writes: each write says
 * whether the lease still holds. Times are those of the database.
 */
final class LeaseStore {
  private static final String LEASE =
      """
      WITH due AS (
        SELECT id, state FROM report.run
        WHERE (state = 'PENDING' AND next_time <= now())
          OR (state = 'RUNNING' AND lease_until < now())
        ORDER BY next_time, id LIMIT 1 FOR UPDATE SKIP LOCKED),
      r AS (
        UPDATE report.run SET state = 'RUNNING', attempts = attempts + 1, lease = $1,
          lease_until = now() + make_interval(secs => $2)
        FROM due WHERE run.id = due.id RETURNING run.*, due.state = 'RUNNING' AS taken_over)
      SELECT r.taken_over, s.content AS schedule_content, d.content AS document_content,
      """
          + ScheduleRows.RUN
          + """

          FROM r JOIN report.schedule s ON s.name = r.schedule
          LEFT JOIN report.run_document d ON d.run_id = r.id\
          """;

  private static final String KEEP =
      """
      UPDATE report.run SET lease_until = now() + make_interval(secs => $2)
      WHERE lease = ANY ($1) AND state = 'RUNNING'\
      """;

  private static final String RELEASE =
      """
      UPDATE report.run SET state = 'PENDING', attempts = attempts - 1, next_time = now(),
        lease = NULL, lease_until = NULL
      WHERE lease = ANY ($1) AND state = 'RUNNING'\
      """;

  private static final String HOLD =
      "SELECT id FROM report.run WHERE id = $1 AND lease = $2 AND state = 'RUNNING' FOR UPDATE";

  private static final String DOCUMENT =
      """
      INSERT INTO report.run_document (run_id, name, media_type, content) VALUES ($1, $2, $3, $4)
      ON CONFLICT (run_id) DO NOTHING\
      """;

  private static final String DELIVERED =
      """
      UPDATE report.run SET delivered = $3 WHERE id = $1 AND lease = $2 AND state = 'RUNNING'\
      """;

  private static final String END =
      """
      UPDATE report.run SET state = $3, last_error = $4, end_time = now(), lease = NULL,
        lease_until = NULL WHERE id = $1 AND lease = $2 AND state = 'RUNNING'\
      """;

  private static final String LATER =
      """
      UPDATE report.run SET state = 'PENDING', last_error = $3,
        next_time = now() + make_interval(secs => $4), lease = NULL, lease_until = NULL
      WHERE id = $1 AND lease = $2 AND state = 'RUNNING'\
      """;

  private static final int MAX_ERROR = 500;

  private final ScheduleDatabase database;
  private final Schedule.Form form;
  private final Duration length;

  /**
   * @param length of a lease; whoever works on a run keeps it meanwhile
   */
  LeaseStore(ScheduleDatabase database, Schedule.Form form, Duration length) {
    this.database = database;
    this.form = form;
    this.length = length;
  }

  /** Takes the run that is due first, if any. */
  Optional<LeasedRun> lease() {
    String lease = UUID.randomUUID().toString();
    RowSet<Row> rows = database.execute(LEASE, Tuple.of(lease, seconds(length)));
    return rows.size() == 0 ? Optional.empty() : Optional.of(leased(rows.iterator().next(), lease));
  }

  private LeasedRun leased(Row row, String lease) {
    Run run = ScheduleRows.run(row);
    return new LeasedRun(
        run,
        form.read(row.getBuffer("schedule_content").getBytes()),
        lease,
        row.getBoolean("taken_over"),
        document(row, run.file()));
  }

  private static @Nullable Document document(Row row, Run.@Nullable File file) {
    return file == null
        ? null
        : new Document(file.name(), file.mediaType(), row.getBuffer("document_content").getBytes());
  }

  /** Makes leases last from now on again. */
  void keep(Collection<String> leases) {
    if (!leases.isEmpty()) {
      database.execute(KEEP, Tuple.of(leases.toArray(String[]::new), seconds(length)));
    }
  }

  /** Gives runs back, as if they had not been taken. */
  void release(Collection<String> leases) {
    if (!leases.isEmpty()) {
      database.execute(RELEASE, Tuple.tuple().addValue(leases.toArray(String[]::new)));
    }
  }

  boolean made(LeasedRun leased, Document document) {
    return database.transaction(
        transaction ->
            transaction
                .preparedQuery(HOLD)
                .execute(key(leased))
                .chain(
                    held ->
                        held.size() == 0
                            ? Uni.createFrom().item(false)
                            : write(transaction, leased, document)));
  }

  private static Uni<Boolean> write(
      SqlConnection transaction, LeasedRun leased, Document document) {
    return transaction
        .preparedQuery(DOCUMENT)
        .execute(
            Tuple.of(
                leased.run().id(),
                document.name(),
                document.mediaType(),
                Buffer.buffer(document.content())))
        .replaceWith(true);
  }

  /**
   * @param deliveries done so far
   */
  boolean delivered(LeasedRun leased, int deliveries) {
    return write(DELIVERED, key(leased).addValue(deliveries));
  }

  boolean succeeded(LeasedRun leased) {
    return write(END, key(leased).addValue(Run.State.SUCCEEDED.name()).addValue(""));
  }

  boolean failed(LeasedRun leased, String error) {
    return write(END, key(leased).addValue(Run.State.FAILED.name()).addValue(cut(error)));
  }

  boolean later(LeasedRun leased, String error, Duration pause) {
    return write(LATER, key(leased).addValue(cut(error)).addValue(seconds(pause)));
  }

  private boolean write(String sql, Tuple values) {
    return database.execute(sql, values).rowCount() == 1;
  }

  private static Tuple key(LeasedRun leased) {
    return Tuple.of(leased.run().id(), leased.lease());
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1_000.0;
  }

  private static String cut(String text) {
    String line = text.replace('\0', ' ');
    return line.length() > MAX_ERROR ? line.substring(0, MAX_ERROR) : line;
  }
}
