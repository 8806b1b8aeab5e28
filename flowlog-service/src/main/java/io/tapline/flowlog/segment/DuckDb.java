package io.tapline.flowlog.segment;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * The query engine of this process: one in-memory DuckDB that reads and writes Parquet files below
 * its directories and nothing else. Its configuration is locked once it is open, so no statement
 * can widen it. Any number of threads may use it.
 */
public final class DuckDb implements AutoCloseable {
  private final DuckDBConnection root;
  private final DuckDbSettings settings;
  private final Semaphore permits;
  private final LongAdder refused = new LongAdder();

  private DuckDb(DuckDBConnection root, DuckDbSettings settings) {
    this.root = root;
    this.settings = settings;
    this.permits = new Semaphore(settings.queries(), true);
  }

  /** Opens the engine; creates the directories where they are missing. */
  public static DuckDb open(DuckDbSettings settings) throws IOException, SQLException {
    for (Path directory : settings.directories()) {
      Files.createDirectories(directory);
    }
    Files.createDirectories(settings.spillDirectory());
    DuckDBConnection root =
        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
    try {
      configure(root, settings);
    } catch (SQLException e) {
      root.close();
      throw e;
    }
    return new DuckDb(root, settings);
  }

  private static void configure(DuckDBConnection root, DuckDbSettings settings)
      throws SQLException {
    String directories =
        settings.directories().stream()
            .map(directory -> literal(directory.toAbsolutePath() + "/"))
            .collect(Collectors.joining(", ", "[", "]"));
    for (String statement :
        List.of(
            "SET memory_limit = '" + settings.memoryMiB() + "MiB'",
            "SET threads = " + settings.threads(),
            "SET temp_directory = " + literal(settings.spillDirectory().toAbsolutePath()),
            "SET allowed_directories = " + directories,
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
   * @throws FlowlogException QUERY_LIMIT when no turn came within the patience
   */
  public Turn turn() {
    try {
      if (!permits.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        refused.increment();
        throw new FlowlogException(
            Reason.QUERY_LIMIT,
            "All %d places for questions were taken for %d ms; ask again later."
                .formatted(settings.queries(), settings.patience().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlowlogException(Reason.DEADLINE_EXCEEDED, "Interrupted while waiting.", e);
    }
    return new Turn();
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
  }

  /** The right to run one question at a time. */
  public final class Turn implements AutoCloseable {
    private boolean closed;

    private Turn() {}

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        permits.release();
      }
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

  /** The segments as a table: {@code read_parquet([...])}. */
  public static String table(List<Path> segments) {
    return segments.stream()
        .map(segment -> literal(segment.toAbsolutePath()))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }
}
