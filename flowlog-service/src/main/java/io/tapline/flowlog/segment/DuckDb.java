package io.tapline.flowlog.segment;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * The query engine of this process: one in-memory DuckDB that reads and writes Parquet files below
 * its directories and nothing else. Its configuration is locked once it is open, so no statement
 * can widen it. Any number of threads may use it.
 */
public final class DuckDb implements AutoCloseable {
  static final String NO_SEGMENTS = "no_segments";

  /** The columns of {@link ConnectionBatch}, for questions that no segment can answer. */
  private static final String CREATE_NO_SEGMENTS =
      """
      CREATE TABLE no_segments (
        start_time TIMESTAMP, start_nanos USMALLINT, end_time TIMESTAMP, end_nanos USMALLINT,
        source_id INTEGER, first_frame BIGINT, close_reason TINYINT, protocol UTINYINT,
        client_high BIGINT, client_low BIGINT, client_port USMALLINT,
        server_high BIGINT, server_low BIGINT, server_port USMALLINT, client_evidence TINYINT,
        client_packets BIGINT, client_bytes BIGINT, client_header_bytes BIGINT,
        client_tcp_flags UTINYINT,
        server_packets BIGINT, server_bytes BIGINT, server_header_bytes BIGINT,
        server_tcp_flags UTINYINT,
        service VARCHAR, service_evidence TINYINT, hostname VARCHAR, conn_state TINYINT,
        history VARCHAR, rtt_micros BIGINT, vlan USMALLINT,"""
          + " "
          + SegmentFormat.declared()
          + ")";

  private final DuckDBConnection root;
  private final DuckDbSettings settings;
  private final @Nullable ExecutorService askers;
  private final Semaphore permits;
  private final LongAdder refused = new LongAdder();

  private DuckDb(DuckDBConnection root, DuckDbSettings settings, @Nullable ExecutorService askers) {
    this.root = root;
    this.settings = settings;
    this.askers = askers;
    this.permits = new Semaphore(settings.queries(), true);
  }

  /** Opens the engine; creates the directories where they are missing. */
  public static DuckDb open(DuckDbSettings settings) throws IOException, SQLException {
    return open(settings, null);
  }

  private static DuckDb open(DuckDbSettings settings, @Nullable ExecutorService askers)
      throws IOException, SQLException {
    for (Path directory : settings.directories()) {
      Files.createDirectories(directory);
    }
    Files.createDirectories(settings.spillDirectory());
    DuckDBConnection root =
        new DuckDBDriver().connect("jdbc:duckdb:", new Properties()).unwrap(DuckDBConnection.class);
    try {
      configure(root, settings);
    } catch (SQLException e) {
      root.close();
      throw e;
    }
    return new DuckDb(root, settings, askers);
  }

  /**
   * The same, but questions give way to ingest: its workers, and the threads on which a {@link
   * Turn} runs what it asks.
   */
  public static DuckDb openYielding(DuckDbSettings settings) throws IOException, SQLException {
    ExecutorService askers = askers(settings.queries());
    try {
      return run(askers, () -> open(settings, askers));
    } catch (IOException | SQLException | RuntimeException e) {
      askers.shutdown();
      throw e;
    }
  }

  /** One thread for each turn. A thread that has just answered takes the next after a moment. */
  private static ExecutorService askers(int turns) {
    ThreadPoolExecutor askers =
        new ThreadPoolExecutor(
            turns,
            turns,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            YieldingThread.factory("flowlog-query", YieldingThread.QUESTIONS));
    askers.allowCoreThreadTimeOut(true);
    return askers;
  }

  private static void configure(DuckDBConnection root, DuckDbSettings settings)
      throws SQLException {
    String directories =
        settings.directories().stream()
            .map(directory -> literal(directory.toAbsolutePath() + "/"))
            .collect(Collectors.joining(", ", "[", "]"));
    for (String statement :
        List.of(
            CREATE_NO_SEGMENTS,
            "SET memory_limit = '" + (settings.memoryMiB() + settings.slackMiB()) + "MiB'",
            "SET threads = " + settings.threads(),
            "SET async_threads = 0", // files are local: their pages are read where they are needed
            "SET allocator_flush_threshold = '16MiB'", // of freed memory that a thread may keep
            "SET allocator_bulk_deallocation_flush_threshold = '1GiB'",
            "SET temp_directory = " + literal(settings.spillDirectory().toAbsolutePath()),
            "SET allowed_directories = " + directories,
            "SET preserve_insertion_order = false", // or a copy holds back, and spills, whole
            // batches
            "SET TimeZone = 'UTC'",
            "SET enable_external_access = false",
            "SET lock_configuration = true")) {
      execute(root, statement);
    }
  }

  /** A connection for one thread's own statements; the caller closes it. Not counted as a query. */
  public DuckDBConnection connect() throws SQLException {
    return root.duplicate();
  }

  /**
   * Waits for a turn to ask; the caller closes what it gets, which gives the turn back.
   *
   * @throws Refusal QUERY_LIMIT when no turn came within the patience
   */
  public Turn turn() {
    try {
      if (!permits.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        refused.increment();
        throw new Refusal(
            Reason.QUERY_LIMIT,
            "All %d places for questions were taken for %d ms; ask again later."
                .formatted(settings.queries(), settings.patience().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Reason.DEADLINE_EXCEEDED, "Interrupted while waiting.", e);
    }
    return new Turn();
  }

  /** Threads for all statements together. */
  int threads() {
    return settings.threads();
  }

  /** Memory for all statements together, in MiB. */
  int memoryMib() {
    return settings.memoryMiB();
  }

  /** Turns that are free now. */
  public int freeTurns() {
    return permits.availablePermits();
  }

  /** Questions refused because no turn came in time. */
  public long refusedTurns() {
    return refused.sum();
  }

  @Override
  public void close() throws SQLException {
    root.close();
    if (askers != null) {
      askers.shutdown();
    }
  }

  /** What is asked within a turn. */
  public interface Asked<T> {
    T run() throws SQLException;
  }

  /** The right to run one question at a time. */
  public final class Turn implements AutoCloseable {
    private boolean closed;

    private Turn() {}

    /** A connection for the question; the caller closes it before the turn. */
    public DuckDBConnection connect() throws SQLException {
      return root.duplicate();
    }

    /** Runs what the engine is busy with, on a thread that gives way where the engine does. */
    public <T> T run(Asked<T> asked) throws SQLException {
      if (askers == null) {
        return asked.run();
      }
      try {
        return DuckDb.run(askers, asked::run);
      } catch (IOException e) {
        throw new SQLException(e);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        permits.release();
      }
    }
  }

  /** An interrupt of this thread changes nothing. */
  private static <T> T run(ExecutorService threads, Callable<T> work)
      throws IOException, SQLException {
    try {
      return YieldingThread.await(threads.submit(work), () -> {});
    } catch (RejectedExecutionException e) {
      throw new SQLException("The query engine is closed.", e);
    } catch (IOException | SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A path or name of our own as an SQL literal; what users write is bound instead. */
  static String literal(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  /** The segments as a table with all columns, or an empty table where there are none. */
  public static String segments(List<SegmentPath> segments) {
    return rows(segments, SegmentFormat.ALL);
  }

  /** The segments as a table with the columns of a format that has all of theirs. */
  static String rows(List<SegmentPath> segments, int formatVersion) {
    if (segments.isEmpty()) {
      return NO_SEGMENTS;
    }
    List<String> parts = new ArrayList<>();
    for (int version = formatVersion; version >= SegmentFormat.FIRST; version--) {
      int of = version;
      List<SegmentPath> alike = segments.stream().filter(s -> s.formatVersion() == of).toList();
      String columns = SegmentFormat.columns(version, formatVersion);
      List<Path> full =
          alike.stream().filter(s -> s.deletionVector() == null).map(SegmentPath::file).toList();
      if (!full.isEmpty()) {
        parts.add("SELECT " + columns + " FROM " + table(full));
      }
      alike.stream()
          .filter(s -> s.deletionVector() != null)
          .forEach(s -> parts.add("SELECT " + columns + " FROM " + holding(s)));
    }
    return parts.stream().collect(Collectors.joining(" UNION ALL BY NAME ", "(", ")"));
  }

  /** The rows of a segment that hold, as a table. */
  private static String holding(SegmentPath segment) {
    return """
    (SELECT * EXCLUDE (file_row_number) FROM read_parquet(%s, file_row_number = true)
     WHERE file_row_number >= %d OR get_bit(%s::BLOB::BIT, file_row_number::INTEGER) = 0)"""
        .formatted(
            literal(segment.file().toAbsolutePath()),
            Byte.SIZE * bytes(segment).length,
            blob(bytes(segment)));
  }

  private static byte[] bytes(SegmentPath segment) {
    return Objects.requireNonNull(segment.deletionVector());
  }

  private static String blob(byte[] bytes) {
    return "'\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes) + "'";
  }

  /**
   * Files of the same columns as a table: {@code read_parquet([...])}, or an empty table where
   * there are none.
   */
  public static String table(List<Path> segments) {
    if (segments.isEmpty()) {
      return NO_SEGMENTS;
    }
    return segments.stream()
        .map(segment -> literal(segment.toAbsolutePath()))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }
}
