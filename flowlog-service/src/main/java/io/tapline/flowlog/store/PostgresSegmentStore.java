package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/**
 * Segments as {@code bytea} beside their registry. They come in pieces, so that a large one takes
 * no more memory than a small one; the first pieces of a few are on their way at a time.
 */
public final class PostgresSegmentStore implements SegmentStore {
  /** First pieces that are asked for before the first is answered. */
  private static final int PIPELINED = 8;

  /** What is stored outside of its row, uncompressed, is read from the disk by the piece, too. */
  private static final String READ =
      """
      SELECT substring(bytes FROM $2 FOR $3), length(bytes)
      FROM flowlog.segment_bytes WHERE segment_id = $1\
      """;

  private final LogDatabase database;
  private final Function<Tuple, Uni<RowSet<Row>>> read;

  /** Reads what there is now. */
  public PostgresSegmentStore(LogDatabase database) {
    this(database, piece -> database.pool().preparedQuery(READ).execute(piece));
  }

  private PostgresSegmentStore(LogDatabase database, Function<Tuple, Uni<RowSet<Row>>> read) {
    this.database = database;
    this.read = read;
  }

  /** Reads what there was when the transaction began; for its thread, until it ends. */
  static PostgresSegmentStore asOf(LogDatabase database, LogReading reading) {
    return new PostgresSegmentStore(database, piece -> reading.ask(READ, piece));
  }

  @Override
  public void fetch(List<SegmentRef> segments, Receiver receiver, StillWanted wanted) {
    for (int from = 0; from < segments.size(); from += PIPELINED) {
      wanted.check();
      List<SegmentRef> group = segments.subList(from, Math.min(segments.size(), from + PIPELINED));
      List<RowSet<Row>> first = database.await(first(group), wanted);
      for (int i = 0; i < group.size(); i++) {
        deliver(group.get(i), first.get(i), receiver, wanted);
      }
    }
  }

  private Uni<List<RowSet<Row>>> first(List<SegmentRef> group) {
    return Uni.join().all(group.stream().map(segment -> piece(segment, 0)).toList()).andFailFast();
  }

  private Uni<RowSet<Row>> piece(SegmentRef segment, int from) {
    return read.apply(Tuple.of(segment.id(), from + 1, MAX_PIECE_BYTES));
  }

  private void deliver(
      SegmentRef segment, RowSet<Row> first, Receiver receiver, StillWanted wanted) {
    int delivered = 0;
    RowSet<Row> next = first;
    while (next.rowCount() > 0) {
      Row row = next.iterator().next();
      byte[] piece = row.getBuffer(0).getBytes();
      delivered += piece.length;
      boolean last = delivered >= row.getInteger(1);
      receiver.receive(segment, piece, last);
      if (last) {
        return;
      }
      next = database.await(piece(segment, delivered), wanted);
    }
  }
}
