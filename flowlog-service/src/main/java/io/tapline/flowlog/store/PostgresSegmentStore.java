package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Segments as {@code bytea} beside their registry; a few are on their way at a time. */
public final class PostgresSegmentStore implements SegmentStore {
  /** Reads that are asked for before the first is answered; bounds memory to as many segments. */
  private static final int PIPELINED = 4;

  private static final String READ =
      "SELECT bytes FROM flowlog.segment_bytes WHERE segment_id = $1";

  private final LogDatabase database;

  public PostgresSegmentStore(LogDatabase database) {
    this.database = database;
  }

  @Override
  public void fetch(List<SegmentRef> segments, Receiver receiver) {
    for (int from = 0; from < segments.size(); from += PIPELINED) {
      List<SegmentRef> group = segments.subList(from, Math.min(from + PIPELINED, segments.size()));
      List<RowSet<Row>> answers = database.await(read(group));
      for (int i = 0; i < group.size(); i++) {
        deliver(group.get(i), answers.get(i), receiver);
      }
    }
  }

  private Uni<List<RowSet<Row>>> read(List<SegmentRef> group) {
    return Uni.join().all(group.stream().map(segment -> read(segment.id())).toList()).andFailFast();
  }

  private Uni<RowSet<Row>> read(long id) {
    return database.pool().preparedQuery(READ).execute(Tuple.of(id));
  }

  private static void deliver(SegmentRef segment, RowSet<Row> answer, Receiver receiver) {
    for (Row row : answer) {
      receiver.receive(segment, row.getBuffer(0).getBytes());
    }
  }
}
