package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.segment.SegmentFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A segment about to be registered.
 *
 * @param sourceId absent when it holds rows of several sources
 * @param openNumber of a segment whose connections are open, within its source; 0 for closed ones
 * @param level 0 = written by a checkpoint; a merged one is one above its highest part
 * @param content the file's bytes
 */
public record SegmentRow(
    @Nullable Integer sourceId, long openNumber, int level, SegmentFile file, Buffer content) {

  private static final String REGISTER =
      """
      INSERT INTO flowlog.segment (source_id, open, level, format_version, min_start, max_start, max_end,
        row_count, packets, bytes, size_bytes, sha256, address_filter, open_number, id)
      OVERRIDING SYSTEM VALUE
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        $15 + nextval('flowlog.segment_id_seq')) RETURNING id""";

  private static final String STORE =
      "INSERT INTO flowlog.segment_bytes (segment_id, bytes) VALUES ($1, $2)";

  /** The segment in a file, which may be deleted afterwards. */
  public static SegmentRow of(
      @Nullable Integer sourceId, long openNumber, int level, SegmentFile file) throws IOException {
    return new SegmentRow(sourceId, openNumber, level, file, FileBytes.of(file.path()));
  }

  /**
   * Registers and stores within the connection's transaction, to be merged with others later; gives
   * the segment's number.
   */
  public Uni<Long> insert(SqlConnection connection) {
    return insert(connection, 0);
  }

  /** The same for a segment that stays as it is until its day leaves, see {@link SegmentDays}. */
  public Uni<Long> settle(SqlConnection connection, long day) {
    return SegmentDays.make(connection, day)
        .chain(() -> insert(connection, SegmentDays.firstNumber(day)));
  }

  private Uni<Long> insert(SqlConnection connection, long firstNumber) {
    return connection
        .preparedQuery(REGISTER)
        .execute(registration().addLong(firstNumber))
        .map(rows -> rows.iterator().next().getLong(0))
        .call(id -> connection.preparedQuery(STORE).execute(Tuple.of(id, content)));
  }

  private Tuple registration() {
    return Tuple.tuple()
        .addValue(sourceId)
        .addBoolean(openNumber > 0)
        .addShort((short) level)
        .addShort((short) file.formatVersion())
        .addLong(file.minStartNanos())
        .addLong(file.maxStartNanos())
        .addLong(file.maxEndNanos())
        .addLong(file.rows())
        .addLong(file.packets())
        .addLong(file.bytes())
        .addLong(file.sizeBytes())
        .addString(file.sha256())
        .addValue(Buffer.buffer(file.addressFilter()))
        .addLong(openNumber);
  }
}
