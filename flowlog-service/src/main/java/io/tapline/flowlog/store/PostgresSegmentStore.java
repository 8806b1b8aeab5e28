package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Segments as {@code bytea} beside their registry; a few small ones are on their way at a time. */
public final class PostgresSegmentStore implements SegmentStore {
  /** Reads that are asked for before the first is answered. */
  private static final int PIPELINED = 8;

  /** Bytes that are asked for before the first arrives; a larger segment comes alone. */
  private static final long PIPELINED_BYTES = 8L << 20;

  private static final String READ =
      "SELECT bytes FROM flowlog.segment_bytes WHERE segment_id = $1";

  private final LogDatabase database;
  private final Function<Tuple, Uni<RowSet<Row>>> read;

  /** Reads what there is now. */
  public PostgresSegmentStore(LogDatabase database) {
    this(database, id -> database.pool().preparedQuery(READ).execute(id));
  }

  private PostgresSegmentStore(LogDatabase database, Function<Tuple, Uni<RowSet<Row>>> read) {
    this.database = database;
    this.read = read;
  }

  /** Reads what there was when the transaction began; for its thread, until it ends. */
  static PostgresSegmentStore asOf(LogDatabase database, LogReading reading) {
    return new PostgresSegmentStore(database, id -> reading.ask(READ, id));
  }

  @Override
  public void fetch(List<SegmentRef> segments, Receiver receiver, StillWanted wanted) {
    int from = 0;
    while (from < segments.size()) {
      wanted.check();
      List<SegmentRef> group = group(segments, from);
      List<RowSet<Row>> answers = database.await(read(group), wanted);
      for (int i = 0; i < group.size(); i++) {
        deliver(group.get(i), answers.get(i), receiver);
      }
      from += group.size();
    }
  }

  private static List<SegmentRef> group(List<SegmentRef> segments, int from) {
    List<SegmentRef> group = new ArrayList<>();
    long bytes = 0;
    for (int i = from; i < segments.size() && group.size() < PIPELINED; i++) {
      bytes += segments.get(i).sizeBytes();
      if (bytes > PIPELINED_BYTES && !group.isEmpty()) {
        break;
      }
      group.add(segments.get(i));
    }
    return group;
  }

  private Uni<List<RowSet<Row>>> read(List<SegmentRef> group) {
    return Uni.join()
        .all(group.stream().map(segment -> read.apply(Tuple.of(segment.id()))).toList())
        .andFailFast();
  }

  private static void deliver(SegmentRef segment, RowSet<Row> answer, Receiver receiver) {
    for (Row row : answer) {
      receiver.receive(segment, row.getBuffer(0).getBytes());
    }
  }
}
