package io.tapline.flowlog.store;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Space of what was merged away. Every checkpoint fills the tables of fresh segments and of open
 * connections, and merging empties them; PostgreSQL keeps the space for what comes next. What is
 * more than a limit goes back to the file system: by VACUUM, which cuts off the empty end of a
 * table and hinders nobody, or, where what is left lies at the end but is little, by writing that
 * anew, for which checkpoints wait a moment. A table that somebody has locked is left for the next
 * time. For times when no source is busy, and for one thread.
 */
public final class SpareSpace {
  private static final Logger LOG = Logger.getLogger(SpareSpace.class);

  /** From one look that found too much to the next. */
  static final Duration REST = Duration.ofMinutes(1);

  /** A table is written anew only if no more of it than this is in use. */
  private static final long REWRITTEN_BYTES = 32L << 20;

  private static final String FRESH =
      """
      SELECT pg_total_relation_size('flowlog.segment_bytes_fresh') AS size,
        (SELECT coalesce(sum(size_bytes), 0)::bigint FROM flowlog.segment WHERE id < $1) AS used\
      """;

  private static final String OPEN_STATE =
      """
      SELECT pg_total_relation_size('flowlog.open_state') AS size,
        (SELECT coalesce(sum(length(state)), 0)::bigint FROM flowlog.open_state WHERE segment_id < $1) AS used\
      """;

  private record Table(String name, String sizes) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("flowlog.segment_bytes_fresh", FRESH),
          new Table("flowlog.open_state", OPEN_STATE));

  /** What a table takes, and what of it is in use. */
  private record Sizes(long sizeBytes, long usedBytes) {
    long spareBytes() {
      return sizeBytes - usedBytes;
    }
  }

  private final LogDatabase database;
  private final long limitBytes;
  private final StoreMetrics metrics;
  private final LongSupplier nanoTime;
  private long restUntil;

  /**
   * @param limitBytes of a table that may stay unused
   * @param nanoTime as {@link System#nanoTime}
   */
  public SpareSpace(
      LogDatabase database, long limitBytes, StoreMetrics metrics, LongSupplier nanoTime) {
    this.database = database;
    this.limitBytes = limitBytes;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.restUntil = nanoTime.getAsLong();
  }

  /**
   * Gives back what is too much, unless that was done a moment ago.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE
   */
  public void giveBack() {
    if (nanoTime.getAsLong() - restUntil >= 0) {
      TABLES.forEach(this::giveBack);
    }
  }

  private void giveBack(Table table) {
    Sizes before = sizes(table);
    if (before.spareBytes() <= limitBytes) {
      return;
    }
    restUntil = nanoTime.getAsLong() + REST.toNanos();
    database.execute("VACUUM (SKIP_LOCKED) " + table.name());
    Sizes after = sizes(table);
    if (after.spareBytes() > limitBytes && after.usedBytes() <= REWRITTEN_BYTES) {
      database.execute("VACUUM (FULL, SKIP_LOCKED) " + table.name());
      after = sizes(table);
    }
    long bytes = Math.max(0, before.sizeBytes() - after.sizeBytes());
    metrics.gaveBack(bytes);
    LOG.debugf("%d of %d bytes of %s were given back", bytes, before.sizeBytes(), table.name());
  }

  private Sizes sizes(Table table) {
    Row row = database.read(table.sizes(), Tuple.of(SegmentDays.FIRST_SETTLED)).iterator().next();
    return new Sizes(row.getLong("size"), row.getLong("used"));
  }
}
