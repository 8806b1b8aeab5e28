package io.tapline.flowlog.checkpoint;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.SegmentRow;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The rows of one checkpoint, read from disk before the transaction begins. */
final class CheckpointRows {
  private static final String DELETE_OPEN =
      "DELETE FROM flowlog.segment WHERE source_id = $1 AND open";

  private static final String KEEP_STATE =
      """
      INSERT INTO flowlog.source_state (source_id, state) VALUES ($1, $2)
      ON CONFLICT (source_id) DO UPDATE SET state = excluded.state""";

  private static final String FORGET_STATE =
      "DELETE FROM flowlog.source_state WHERE source_id = $1";

  private static final String ADD_LOSS =
      """
      INSERT INTO flowlog.loss (source_id, before_position, frames, hop, start_time, end_time, description)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (source_id, before_position, hop, start_time) DO NOTHING""";

  /** The clock comes last: its lock is held for the least time. */
  private static final String TICK =
      """
      WITH tick AS (
        UPDATE flowlog.clock SET sequence = sequence + 1, commit_time = clock_timestamp() RETURNING sequence
      )
      INSERT INTO flowlog.change (sequence, min_start, max_start)
      SELECT tick.sequence, touched.min_start, touched.max_start
      FROM tick, unnest($1::bigint[], $2::bigint[]) AS touched (min_start, max_start)""";

  private static final String LOST =
      """
      UPDATE flowlog.source SET lost_frames =
        (SELECT coalesce(sum(frames), 0) FROM flowlog.loss WHERE source_id = $1)
      WHERE id = $1 RETURNING lost_frames""";

  private final Checkpoint checkpoint;
  private final List<SegmentRow> segments;

  private CheckpointRows(Checkpoint checkpoint, List<SegmentRow> segments) {
    this.checkpoint = checkpoint;
    this.segments = segments;
  }

  static CheckpointRows of(Checkpoint checkpoint) {
    List<SegmentRow> segments = new ArrayList<>();
    checkpoint.closed().forEach(file -> segments.add(segment(checkpoint, file, false)));
    if (checkpoint.open() != null) {
      segments.add(segment(checkpoint, checkpoint.open(), true));
    }
    return new CheckpointRows(checkpoint, segments);
  }

  private static SegmentRow segment(Checkpoint checkpoint, SegmentFile file, boolean open) {
    try {
      byte[] bytes = Files.readAllBytes(file.path());
      return new SegmentRow(checkpoint.sourceId(), open, 0, file, bytes);
    } catch (IOException e) {
      throw new FlowlogException(
          Reason.STORE_UNAVAILABLE, "Cannot read the segment just written: " + e.getMessage(), e);
    }
  }

  Uni<Committed> write(SqlConnection connection) {
    Tuple source = Tuple.of(checkpoint.sourceId());
    return connection
        .preparedQuery(DELETE_OPEN)
        .execute(source)
        .chain(() -> writeSegments(connection))
        .call(() -> writeState(connection, source))
        .call(() -> writeLosses(connection))
        .chain(ids -> countLosses(connection, source).map(lost -> new Committed(ids, lost)))
        .call(() -> connection.preparedQuery(TICK).execute(touched()));
  }

  private Uni<List<Long>> writeSegments(SqlConnection connection) {
    return Multi.createFrom()
        .iterable(segments)
        .onItem()
        .transformToUniAndConcatenate(segment -> segment.insert(connection))
        .collect()
        .asList();
  }

  private Uni<?> writeState(SqlConnection connection, Tuple source) {
    return checkpoint.finished()
        ? connection.preparedQuery(FORGET_STATE).execute(source)
        : connection
            .preparedQuery(KEEP_STATE)
            .execute(Tuple.of(checkpoint.sourceId(), Buffer.buffer(checkpoint.state())));
  }

  private Uni<?> writeLosses(SqlConnection connection) {
    return checkpoint.losses().isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(ADD_LOSS)
            .executeBatch(checkpoint.losses().stream().map(this::loss).toList());
  }

  private Tuple loss(SourceLoss loss) {
    return Tuple.tuple()
        .addInteger(checkpoint.sourceId())
        .addLong(loss.beforePosition())
        .addLong(loss.frames())
        .addString(loss.hop())
        .addLong(loss.startNanos())
        .addLong(loss.endNanos())
        .addString(loss.description());
  }

  private static Uni<Long> countLosses(SqlConnection connection, Tuple source) {
    return connection
        .preparedQuery(LOST)
        .execute(source)
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Start times of all rows that this checkpoint adds or may have changed. */
  private Tuple touched() {
    Long[] from = segments.stream().map(row -> row.file().minStartNanos()).toArray(Long[]::new);
    Long[] to = segments.stream().map(row -> row.file().maxStartNanos()).toArray(Long[]::new);
    return Tuple.tuple().addArrayOfLong(from).addArrayOfLong(to);
  }
}
