package io.tapline.flowlog.status;

import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceRows;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.LossCounts;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sources and size of the log, as of the last commits. For any number of threads; calls block. */
public final class LogReader {
  private static final String SOURCES = "SELECT * FROM flowlog.source";

  private static final String SIZE =
      """
      SELECT coalesce(sum(row_count) FILTER (WHERE NOT open), 0)::bigint AS closed,
        coalesce(sum(row_count) FILTER (WHERE open), 0)::bigint AS open,
        count(*) AS segments, coalesce(sum(size_bytes), 0)::bigint AS stored,
        min(min_start) AS first_start, max(max_end) AS last_end
      FROM flowlog.segment WHERE NOT corrupt""";

  private final LogDatabase database;

  public LogReader(LogDatabase database) {
    this.database = database;
  }

  /** A source and the account of its frames. */
  public record SourceStatus(
      int id,
      String name,
      long nextPosition,
      boolean finished,
      SourceAccount account,
      LossCounts lost,
      Instant created,
      @Nullable Instant checkpoint) {}

  /**
   * Size and extent.
   *
   * @param firstStartNanos absent while the log is empty
   * @param lastEndNanos absent while the log is empty
   */
  public record LogSize(
      long closedConnections,
      long openConnections,
      long segments,
      long storedBytes,
      @Nullable Long firstStartNanos,
      @Nullable Long lastEndNanos) {}

  /** In no order. */
  public List<SourceStatus> sources() {
    List<SourceStatus> sources = new ArrayList<>();
    for (Row row : database.read(SOURCES)) {
      sources.add(source(row));
    }
    return sources;
  }

  private static SourceStatus source(Row row) {
    OffsetDateTime checkpoint = row.getOffsetDateTime("checkpoint_time");
    return new SourceStatus(
        row.getInteger("id"),
        row.getString("sensor") + "/" + row.getString("name"),
        row.getLong("next_position"),
        row.getBoolean("finished"),
        SourceRows.account(row),
        SourceRows.lost(row),
        row.getOffsetDateTime("create_time").toInstant(),
        checkpoint == null ? null : checkpoint.toInstant());
  }

  public LogSize size() {
    Row row = database.read(SIZE).iterator().next();
    return new LogSize(
        row.getLong("closed"),
        row.getLong("open"),
        row.getLong("segments"),
        row.getLong("stored"),
        row.getLong("first_start"),
        row.getLong("last_end"));
  }
}
