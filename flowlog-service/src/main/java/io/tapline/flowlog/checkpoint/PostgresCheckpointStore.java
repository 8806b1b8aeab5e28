package io.tapline.flowlog.checkpoint;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.rpc.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in PostgreSQL. The first statement of a commit locks the source and checks its epoch.
 */
public final class PostgresCheckpointStore implements CheckpointStore {
  /** Key of the advisory lock under which sources are numbered, so that numbers have no gaps. */
  private static final long NUMBERING_LOCK = 0x7461706c696e65L;

  private static final String CREATE =
      """
      INSERT INTO flowlog.source (id, sensor, name, encoding, first_year, time_zone)
      SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5 FROM flowlog.source
      ON CONFLICT (sensor, name) DO NOTHING""";

  /**
   * Held before anything of the source is read: a statement that waits for a commit reads the
   * source as it is then, and the state as it was when the statement began.
   */
  private static final String LOCK =
      "SELECT id FROM flowlog.source WHERE sensor = $1 AND name = $2 FOR UPDATE";

  private static final String TAKE_OVER =
      """
      UPDATE flowlog.source SET epoch = epoch + 1
      WHERE sensor = $1 AND name = $2 AND encoding = $3 AND first_year = $4 AND time_zone = $5
      RETURNING *, (SELECT state FROM flowlog.source_state WHERE source_id = id) AS state""";

  private static final String ADVANCE =
      """
      UPDATE flowlog.source SET checkpoint = $3, next_position = $4, finished = $5, frames = $6, bytes = $7,
        closed_connections = $8, open_connections = $9, outcomes = $10, first_frame_time = $11,
        last_frame_time = $12, flow_records = $13, counters = $14,
        checkpoint_time = clock_timestamp()
      WHERE id = $1 AND epoch = $2 AND checkpoint = $3 - 1 AND NOT finished""";

  private static final String OPEN_SEGMENTS =
      """
      SELECT id, open_number, coalesce(deletion_vector, ''::bytea) AS deletion_vector
      FROM flowlog.segment WHERE source_id = $1 AND open AND open_number > 0 ORDER BY open_number""";

  private static final String OPEN_STATE =
      "SELECT state FROM flowlog.open_state WHERE segment_id = $1";

  private static final String ENCODING =
      "SELECT encoding, first_year, time_zone FROM flowlog.source WHERE sensor = $1 AND name = $2";

  private static final String STANDING =
      "SELECT epoch, checkpoint, lost FROM flowlog.source WHERE id = $1";

  private final LogDatabase database;

  public PostgresCheckpointStore(LogDatabase database) {
    this.database = database;
  }

  @Override
  public Lease open(String sensor, String source, SourceEncoding encoding) {
    Tuple name =
        Tuple.of(
            sensor, source, encoding.kind().label(), encoding.firstYear(), encoding.timeZone());
    return database.transaction(
        connection ->
            connection
                .preparedQuery("SELECT pg_advisory_xact_lock($1)")
                .execute(Tuple.of(NUMBERING_LOCK))
                .chain(() -> connection.preparedQuery(CREATE).execute(name))
                .chain(() -> connection.preparedQuery(LOCK).execute(Tuple.of(sensor, source)))
                .chain(() -> connection.preparedQuery(TAKE_OVER).execute(name))
                .chain(
                    rows ->
                        rows.size() == 1
                            ? Uni.createFrom().item(lease(rows.iterator().next()))
                            : refuse(connection, sensor, source, encoding)));
  }

  private static Uni<Lease> refuse(
      SqlConnection connection, String sensor, String source, SourceEncoding encoding) {
    return connection
        .preparedQuery(ENCODING)
        .execute(Tuple.of(sensor, source))
        .map(
            rows -> {
              throw otherEncoding(SourceRows.encoding(rows.iterator().next()), encoding);
            });
  }

  private static Refusal otherEncoding(SourceEncoding began, SourceEncoding opened) {
    return new Refusal(
        Reason.INVALID_OPEN,
        "The source began with encoding %s and cannot go on with %s; open another source."
            .formatted(began, opened),
        Map.of("encoding", began.kind().label()));
  }

  private static Lease lease(Row row) {
    return new Lease(
        row.getInteger("id"),
        SourceRows.encoding(row),
        row.getLong("epoch"),
        row.getLong("checkpoint"),
        row.getLong("next_position"),
        state(row),
        SourceRows.account(row),
        SourceRows.lost(row),
        row.getLong("next_loss"),
        row.getBoolean("finished"));
  }

  private static byte @Nullable [] state(Row row) {
    var state = row.getBuffer("state");
    return state == null ? null : state.getBytes();
  }

  @Override
  public void restore(Lease lease, Consumer<OpenState> open) {
    for (Row row : database.read(OPEN_SEGMENTS, Tuple.of(lease.sourceId()))) {
      for (Row state : database.read(OPEN_STATE, Tuple.of(row.getLong("id")))) {
        open.accept(
            new OpenState(
                row.getLong("open_number"),
                PackedState.unpack(state.getBuffer("state").getBytes()),
                row.getBuffer("deletion_vector").getBytes()));
      }
    }
  }

  /** Blocking steps in one transaction, so that no more than one file is in memory at a time. */
  @Override
  public Committed commit(Checkpoint checkpoint) {
    try (LogTransaction transaction = database.begin()) {
      Tuple position = advance(checkpoint);
      int advanced = transaction.run(c -> c.preparedQuery(ADVANCE).execute(position)).rowCount();
      if (advanced != 1) {
        Tuple source = Tuple.of(checkpoint.sourceId());
        return alreadyCommitted(
            transaction.run(c -> c.preparedQuery(STANDING).execute(source)), checkpoint);
      }
      Committed committed = new CheckpointRows(checkpoint, transaction).write();
      transaction.commit();
      return committed;
    }
  }

  private static Tuple advance(Checkpoint checkpoint) {
    SourceAccount account = checkpoint.account();
    return Tuple.tuple()
        .addInteger(checkpoint.sourceId())
        .addLong(checkpoint.epoch())
        .addLong(checkpoint.number())
        .addLong(checkpoint.nextPosition())
        .addBoolean(checkpoint.finished())
        .addLong(account.frames())
        .addLong(account.bytes())
        .addLong(account.closedConnections())
        .addLong(account.openConnections())
        .addJsonObject(new JsonObject(new HashMap<String, Object>(account.outcomes())))
        .addValue(timeOrNull(account.firstFrameNanos()))
        .addValue(timeOrNull(account.lastFrameNanos()))
        .addLong(account.flowRecords())
        .addJsonObject(new JsonObject(new HashMap<String, Object>(account.counters())));
  }

  private static @Nullable Long timeOrNull(long nanos) {
    return nanos == SourceAccount.NO_TIME ? null : nanos;
  }

  private static Committed alreadyCommitted(RowSet<Row> standing, Checkpoint checkpoint) {
    RowIterator<Row> rows = standing.iterator();
    Row row = rows.hasNext() ? rows.next() : null;
    if (row != null
        && row.getLong("epoch") == checkpoint.epoch()
        && row.getLong("checkpoint") == checkpoint.number()) {
      return new Committed(List.of(), SourceRows.lost(row));
    }
    throw new Refusal(
        Reason.FENCED,
        "Another call has taken the source over; what it has not acknowledged, send to it.");
  }
}
