package io.tapline.flowlog.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;

/**
 * Days of segments, counted from 1970-01-01 (UTC): the day on which the connections were written to
 * the log, whenever they started. Segments that nothing will be merged with any more are settled:
 * their number carries the day, and their bytes are in the partition of the day.
 *
 * <pre>
 *   number of a segment   0 ..... 2^46 | day &lt;&lt; 32 ..... day &lt;&lt; 32 | 2^32 - 1
 *   partition                 fresh    |           d&lt;day&gt;
 * </pre>
 */
public final class SegmentDays {
  /** Numbers below it are of segments that are not settled. */
  public static final long FIRST_SETTLED = 1L << 46;

  private static final int DAY_SHIFT = 32;

  /** Held shared while segments are merged, and alone while a day is dropped. */
  private static final long DROP_LOCK = 0x7461706c64726f70L;

  /** Held while the partition of a day is made. */
  private static final long MAKE_LOCK = 0x7461706c6d616b65L;

  private static final String EXISTS = "SELECT to_regclass($1) IS NOT NULL";

  private SegmentDays() {}

  public static boolean isSettled(long segmentId) {
    return segmentId >= FIRST_SETTLED;
  }

  /** What is added to the next plain number for a segment that is settled in the day. */
  static long firstNumber(long day) {
    return day << DAY_SHIFT;
  }

  /** The table with the bytes of the day's settled segments, schema included. */
  public static String table(long day) {
    return "flowlog.segment_bytes_d" + day;
  }

  public static LocalDate date(long day) {
    return LocalDate.ofEpochDay(day);
  }

  /**
   * Keeps days from being dropped until the transaction ends; false, without waiting, while one is
   * being dropped.
   */
  public static Uni<Boolean> keepDays(SqlConnection connection) {
    return connection
        .preparedQuery("SELECT pg_try_advisory_xact_lock_shared($1)")
        .execute(Tuple.of(DROP_LOCK))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /**
   * Waits until nobody merges and nobody else drops, and keeps it so until the transaction ends.
   */
  public static Uni<?> dropAlone(SqlConnection connection) {
    return connection
        .preparedQuery("SELECT pg_advisory_xact_lock($1)")
        .execute(Tuple.of(DROP_LOCK));
  }

  /**
   * Makes the day's partition within the transaction where it is missing. Attaching it hinders
   * neither those who read segments nor those who write them.
   */
  static Uni<?> make(SqlConnection connection, long day) {
    return exists(connection, day)
        .chain(
            exists ->
                exists
                    ? Uni.createFrom().voidItem()
                    : connection
                        .preparedQuery("SELECT pg_advisory_xact_lock($1)")
                        .execute(Tuple.of(MAKE_LOCK))
                        .chain(() -> exists(connection, day))
                        .chain(
                            made -> made ? Uni.createFrom().voidItem() : create(connection, day)));
  }

  private static Uni<Boolean> exists(SqlConnection connection, long day) {
    return connection
        .preparedQuery(EXISTS)
        .execute(Tuple.of(table(day)))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  private static Uni<Void> create(SqlConnection connection, long day) {
    String create =
        "CREATE TABLE %s (LIKE flowlog.segment_bytes INCLUDING ALL)".formatted(table(day));
    String attach =
        "ALTER TABLE flowlog.segment_bytes ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)"
            .formatted(table(day), firstNumber(day), firstNumber(day + 1));
    return connection
        .query(create)
        .execute()
        .chain(() -> connection.query(attach).execute())
        .replaceWithVoid();
  }
}
