package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.SegmentRow;
import io.tapline.rpc.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one checkpoint writes, within its transaction. */
final class CheckpointRows {
  private static final String DELETE_OPEN =
      "DELETE FROM flowlog.segment WHERE source_id = $1 AND open AND open_number <> ALL($2)";

  private static final String DELETE_ROWS =
      """
      UPDATE flowlog.segment SET deletion_vector = $3, row_count = $4
      WHERE source_id = $1 AND open AND open_number = $2\
      """;

  private static final String KEEP_OPEN =
      "INSERT INTO flowlog.open_state (segment_id, state) VALUES ($1, $2)";

  private static final String KEEP_STATE =
      """
      INSERT INTO flowlog.source_state (source_id, state) VALUES ($1, $2)
      ON CONFLICT (source_id) DO UPDATE SET state = excluded.state\
      """;

  private static final String FORGET_STATE =
      "DELETE FROM flowlog.source_state WHERE source_id = $1";

  private static final String ADD_LOSS =
      """
      INSERT INTO flowlog.loss (source_id, number, before_position, lost, unit, hop, start_time, end_time, description)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (source_id, number) DO NOTHING\
      """;

  /** The clock comes last: its lock is held for the least time. */
  private static final String TICK =
      """
      WITH tick AS (
        UPDATE flowlog.clock SET sequence = sequence + 1, commit_time = clock_timestamp() RETURNING sequence
      )
      INSERT INTO flowlog.change (sequence, min_start, max_start, segment_id, open, connections)
      SELECT tick.sequence, touched.*
      FROM tick, unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[], $5::bigint[]) AS touched\
      """;

  private static final String LOST =
      """
      UPDATE flowlog.source SET next_loss = greatest(next_loss, $2),
        first_covered_time = least(first_covered_time, $3,
          CASE encoding WHEN 'packets' THEN first_frame_time END),
        last_covered_time = greatest(last_covered_time, $4,
          CASE encoding WHEN 'packets' THEN last_frame_time END),
        lost = coalesce(
        (SELECT jsonb_object_agg(unit, n) FROM (
          SELECT unit, sum(CASE unit WHEN 'unknown' THEN 1 ELSE lost END) AS n
          FROM flowlog.loss WHERE source_id = $1 GROUP BY unit) AS by_unit), '{}')
      WHERE id = $1 RETURNING lost\
      """;

  private final Checkpoint checkpoint;
  private final LogTransaction transaction;
  private final Tuple source;

  CheckpointRows(Checkpoint checkpoint, LogTransaction transaction) {
    this.checkpoint = checkpoint;
    this.transaction = transaction;
    this.source = Tuple.of(checkpoint.sourceId());
  }

  Committed write() {
    deleteOpen();
    List<Long> ids = new ArrayList<>();
    checkpoint.closed().forEach(file -> ids.add(insert(file, 0)));
    checkpoint.open().forEach(open -> ids.add(insert(open)));
    writeState();
    writeLosses();
    LossCounts lost = SourceRows.lost(run(LOST, totals()).iterator().next());
    run(TICK, touched(ids));
    return new Committed(ids, lost);
  }

  private RowSet<Row> run(String sql, Tuple parameters) {
    return transaction.run(connection -> connection.preparedQuery(sql).execute(parameters));
  }

  /** Segments of open connections that hold none, and rows that hold no longer. */
  private void deleteOpen() {
    Long[] kept = checkpoint.saved().kept().toArray(Long[]::new);
    run(DELETE_OPEN, Tuple.of(checkpoint.sourceId()).addArrayOfLong(kept));
    checkpoint.saved().changed().forEach(this::deleteRows);
  }

  private void deleteRows(long number, SavedOpen.Holding holding) {
    run(
        DELETE_ROWS,
        Tuple.of(
            checkpoint.sourceId(),
            number,
            Buffer.buffer(holding.deletionVector()),
            (long) holding.rows()));
  }

  private long insert(OpenFile open) {
    long id = insert(open.file(), open.number());
    run(KEEP_OPEN, Tuple.of(id, PackedState.pack(open.state())));
    return id;
  }

  private long insert(SegmentFile file, long openNumber) {
    try {
      SegmentRow row = SegmentRow.of(checkpoint.sourceId(), openNumber, 0, file);
      return transaction.run(row::insert);
    } catch (IOException e) {
      throw new Refusal(
          Reason.STORE_UNAVAILABLE, "Cannot read the segment just written: " + e.getMessage(), e);
    }
  }

  private void writeState() {
    if (checkpoint.finished()) {
      run(FORGET_STATE, source);
    } else {
      run(KEEP_STATE, Tuple.of(checkpoint.sourceId(), Buffer.buffer(checkpoint.state())));
    }
  }

  private void writeLosses() {
    if (!checkpoint.losses().isEmpty()) {
      List<Tuple> losses = checkpoint.losses().stream().map(this::loss).toList();
      transaction.run(connection -> connection.preparedQuery(ADD_LOSS).executeBatch(losses));
    }
  }

  private Tuple totals() {
    List<SegmentFile> files = checkpoint.files();
    var first = files.stream().mapToLong(SegmentFile::minStartNanos).min();
    var last = files.stream().mapToLong(SegmentFile::maxEndNanos).max();
    return Tuple.tuple()
        .addInteger(checkpoint.sourceId())
        .addLong(nextLoss())
        .addLong(first.isPresent() ? first.getAsLong() : null)
        .addLong(last.isPresent() ? last.getAsLong() : null);
  }

  private long nextLoss() {
    return 1 + checkpoint.losses().stream().mapToLong(SourceLoss::number).max().orElse(0);
  }

  private Tuple loss(SourceLoss loss) {
    return Tuple.tuple()
        .addInteger(checkpoint.sourceId())
        .addValue(loss.number() == SourceLoss.OWN ? null : loss.number())
        .addLong(loss.beforePosition())
        .addLong(loss.count())
        .addString(loss.unit().label())
        .addString(loss.hop())
        .addLong(loss.startNanos())
        .addLong(loss.endNanos())
        .addString(loss.description());
  }

  /** Start times of all rows that this checkpoint adds or may have changed, and their segments. */
  private Tuple touched(List<Long> ids) {
    List<SegmentFile> files = checkpoint.files();
    Long[] from = files.stream().map(SegmentFile::minStartNanos).toArray(Long[]::new);
    Long[] to = files.stream().map(SegmentFile::maxStartNanos).toArray(Long[]::new);
    int closed = checkpoint.closed().size();
    Boolean[] open = new Boolean[files.size()];
    Long[] connections = new Long[files.size()];
    for (int i = 0; i < files.size(); i++) {
      open[i] = i >= closed;
      connections[i] = i >= closed ? 0L : files.get(i).rows();
    }
    return Tuple.tuple()
        .addArrayOfLong(from)
        .addArrayOfLong(to)
        .addArrayOfLong(ids.toArray(Long[]::new))
        .addArrayOfBoolean(open)
        .addArrayOfLong(connections);
  }
}
