package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.store.Intent;
import io.tapline.flowlog.store.SegmentQuestion;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshots;
import io.tapline.flowlog.store.StaleSnapshotException;
import io.tapline.rpc.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.duckdb.DuckDBConnection;

/**
 * Runs questions: waits for a turn, opens a snapshot of the log, keeps the deadline over everything
 * that follows, leaves out segments that cannot be read and says so. For any number of threads.
 */
public final class Engine implements AutoCloseable {
  /** Bytes of segments that are kept on local disk for one question at a time. */
  public static final long DEFAULT_PIN_BYTES = 512L << 20;

  /** Snapshots for one question: each but the first does without a file that cannot be read. */
  private static final int ATTEMPTS = 20;

  private final DuckDb duckDb;
  private final SegmentSnapshots snapshots;
  private final NetObjects netObjects;
  private final Duration deadline;
  private final long pinBytes;
  private final GivingWay givingWay = new GivingWay();
  private final UnreadableSegments unreadable = new UnreadableSegments(System::nanoTime);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("flowlog-search-clock").factory());

  public Engine(DuckDb duckDb, SegmentSnapshots snapshots, Duration deadline) {
    this(duckDb, snapshots, NetObjects.NONE, deadline, DEFAULT_PIN_BYTES);
  }

  /**
   * @param netObjects that filters may name
   * @param pinBytes of segments that are kept on local disk for one question at a time
   */
  public Engine(
      DuckDb duckDb,
      SegmentSnapshots snapshots,
      NetObjects netObjects,
      Duration deadline,
      long pinBytes) {
    this.duckDb = duckDb;
    this.snapshots = snapshots;
    this.netObjects = netObjects;
    this.deadline = deadline;
    this.pinBytes = pinBytes;
  }

  /** What a question does with the segments. */
  interface Work<T> {
    T run(Scan scan) throws SQLException;
  }

  Map<Integer, String> sourceNames() {
    return snapshots.sourceNames();
  }

  /** Names of net objects that filters may use. */
  List<String> netObjectNames() {
    return netObjects.names();
  }

  /**
   * @param sources names by number
   * @throws Refusal INVALID_FILTER, UNKNOWN_FIELD
   */
  Condition compile(String filter, Map<Integer, String> sources) {
    return Filter.compile(filter, sources, netObjects);
  }

  /**
   * Runs the work over the segments that can hold connections of the interval that meet the
   * condition. Work that fails on a file that cannot be read is run again from the beginning, over
   * a new snapshot.
   */
  <T> Answer<T> run(
      Interval interval,
      Condition condition,
      Intent intent,
      Cancellation cancellation,
      Work<T> work) {
    Intent meant = cancellation.givesWay() ? Intent.BACKGROUND : intent;
    SegmentQuestion question = question(interval, condition, meant);
    try (DuckDb.Turn turn = duckDb.turn();
        Watchdog watchdog = new Watchdog(clock, cancellation, deadline)) {
      return answerOrMakeRoom(question, turn, watchdog, work, cancellation);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Where memory is short, questions that give way end, and the question is asked once more. */
  private <T> Answer<T> answerOrMakeRoom(
      SegmentQuestion question,
      DuckDb.Turn turn,
      Watchdog watchdog,
      Work<T> work,
      Cancellation cancellation)
      throws SQLException {
    givingWay.enter(cancellation);
    try {
      return answer(question, turn, watchdog, work);
    } catch (SQLException e) {
      boolean isRoom = Suspects.isOutOfMemory(e) && makeRoom(cancellation, watchdog);
      if (!isRoom) {
        throw e;
      }
    } finally {
      givingWay.leave(cancellation);
    }
    return answer(question, turn, watchdog, work);
  }

  /** Whether there was anybody to give way. */
  private boolean makeRoom(Cancellation cancellation, Watchdog watchdog) {
    return !cancellation.givesWay() && givingWay.end(watchdog::check);
  }

  /** No filter is asked for where none of the cases is about an address. */
  private static SegmentQuestion question(Interval interval, Condition condition, Intent intent) {
    List<Condition> cases = condition.cases();
    List<Predicate<byte[]>> tests =
        cases.stream().anyMatch(Condition::isAboutAddress)
            ? cases.stream().<Predicate<byte[]>>map(one -> one::mayHold).toList()
            : List.of();
    return new SegmentQuestion(
        interval.startNanos(),
        interval.endNanos(),
        interval.match() == Interval.Match.STARTED,
        tests,
        intent,
        condition.sources());
  }

  private <T> Answer<T> answer(
      SegmentQuestion question, DuckDb.Turn turn, Watchdog watchdog, Work<T> work)
      throws SQLException {
    Suspects suspects = new Suspects(unreadable);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (SegmentSnapshot snapshot = snapshots.open(question, watchdog::check);
          DuckDBConnection connection = turn.connect()) {
        return answer(turn, snapshot, connection, watchdog, suspects, work);
      } catch (StaleSnapshotException e) {
        watchdog.check(); // another attempt, with another snapshot
      }
    }
    throw new Refusal(Reason.STORE_UNAVAILABLE, "Too many segments cannot be read; ask again.");
  }

  private <T> Answer<T> answer(
      DuckDb.Turn turn,
      SegmentSnapshot snapshot,
      DuckDBConnection connection,
      Watchdog watchdog,
      Suspects suspects,
      Work<T> work)
      throws SQLException {
    Scan scan =
        new Scan(
            turn,
            connection,
            snapshot,
            unreadable.without(snapshot.parts()),
            watchdog,
            suspects,
            pinBytes);
    T value = work.run(scan);
    return new Answer<>(value, unreadable.completeness(snapshot, scan.opened().size()));
  }

  private static Refusal failure(SQLException e) {
    return Suspects.isOutOfMemory(e)
        ? new Refusal(
            Reason.QUERY_LIMIT,
            "The question needs more memory than the query engine has; narrow it.",
            e)
        : new Refusal(Reason.STORE_UNAVAILABLE, "The query engine failed.", e);
  }

  /** Questions that ended because others needed their memory. */
  public long gaveWay() {
    return givingWay.ended();
  }

  /** Segments that cannot be read at present. */
  public int unreadableSegments() {
    return unreadable.size();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
