package io.tapline.flowlog.search;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import io.tapline.flowlog.store.SegmentSnapshots;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.duckdb.DuckDBConnection;

/**
 * Runs questions: waits for a turn, pins the segments, keeps the deadline, leaves out segments that
 * cannot be read and says so. For any number of threads.
 */
public final class Engine implements AutoCloseable {
  private final DuckDb duckDb;
  private final SegmentSnapshots snapshots;
  private final Duration deadline;
  private final UnreadableSegments unreadable = new UnreadableSegments();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("flowlog-search-clock").factory());

  public Engine(DuckDb duckDb, SegmentSnapshots snapshots, Duration deadline) {
    this.duckDb = duckDb;
    this.snapshots = snapshots;
    this.deadline = deadline;
  }

  /** What a question does with the segments. */
  interface Work<T> {
    T run(Scan scan) throws SQLException;
  }

  Map<Integer, String> sourceNames() {
    return snapshots.sourceNames();
  }

  /**
   * Runs the work over the segments that can hold connections of the interval that meet the
   * condition. Work that fails on a segment that cannot be read is run again without it, so it must
   * hand nothing on before its first row.
   */
  <T> Answer<T> run(
      Interval interval, Condition condition, Cancellation cancellation, Work<T> work) {
    try (DuckDb.Turn turn = duckDb.turn();
        Watchdog watchdog = new Watchdog(clock, cancellation, deadline);
        SegmentSnapshot snapshot =
            snapshots.open(interval.startNanos(), interval.endNanos(), condition::mayHold);
        DuckDBConnection connection = turn.connect()) {
      List<Part> readable = unreadable.without(snapshot.parts());
      T value = answer(connection, watchdog, readable, work);
      return new Answer<>(value, unreadable.completeness(snapshot));
    } catch (SQLException e) {
      throw new FlowlogException(Reason.STORE_UNAVAILABLE, "The query engine failed.", e);
    }
  }

  /** Where a file cannot be read, once more without sorted copies, and without that segment. */
  private <T> T answer(
      DuckDBConnection connection, Watchdog watchdog, List<Part> parts, Work<T> work)
      throws SQLException {
    try {
      return work.run(new Scan(connection, parts, watchdog));
    } catch (SQLException e) {
      watchdog.check();
      if (distrust(parts)) {
        return answer(connection, watchdog, parts.stream().map(Part::unsorted).toList(), work);
      }
      if (!unreadable.find(connection, parts)) {
        throw e;
      }
      return work.run(new Scan(connection, unreadable.without(parts), watchdog));
    }
  }

  private static boolean distrust(List<Part> parts) {
    boolean any = false;
    for (Part part : parts) {
      any |= part.sorted().distrust();
    }
    return any;
  }

  /** Segments that could not be read so far. */
  public int unreadableSegments() {
    return unreadable.size();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
