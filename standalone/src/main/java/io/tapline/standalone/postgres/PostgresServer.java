package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.data.Directories;
import io.tapline.standalone.memory.MemoryBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PostgreSQL server on one cluster directory, from {@link #start} until {@link #close}. */
public final class PostgresServer implements AutoCloseable {
  /** The cluster's only role and its database. */
  public static final String USER = "tapline";

  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Of its write-ahead log. */
  private static final long WAL_FILE_BYTES = 16L << 20;

  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  /** Nobody uses it any more, and somebody waits for the start. */
  private static final Duration LEFTOVER_STOP_LIMIT = Duration.ofSeconds(10);

  private final PostgresCommand command;
  private final DataDirectory data;
  private final MemoryBudget memory;
  private final int port;
  private final String password;
  private boolean closed;

  private PostgresServer(
      PostgresCommand command, DataDirectory data, MemoryBudget memory, int port, String password) {
    this.command = command;
    this.data = data;
    this.memory = memory;
    this.port = port;
    this.password = password;
  }

  /**
   * Stops a left-over server of the same cluster, creates the cluster where it is missing, and
   * starts it.
   */
  public static PostgresServer start(
      PostgresBinaries binaries, DataDirectory data, MemoryBudget memory) {
    PostgresCommand command = new PostgresCommand(binaries);
    try {
      stopLeftover(command, data.postgres());
      String password = PostgresPassword.readOrCreate(data.postgresPassword());
      initialise(command, data);
      int port = freePort();
      launch(command, data, port, memory);
      return new PostgresServer(command, data, memory, port, password);
    } catch (IOException e) {
      throw failed(data, e.toString());
    }
  }

  public int port() {
    return port;
  }

  public String password() {
    return password;
  }

  /** Whether it ended although nobody closed it. */
  synchronized boolean died() {
    return !closed && new LeftoverPostmaster(data.postgres()).isGone();
  }

  /** Starts it on the same port after it died; it recovers what was committed. */
  synchronized void startAgain() {
    if (closed) {
      return;
    }
    try {
      stopLeftover(command, data.postgres());
      launch(command, data, port, memory);
    } catch (IOException e) {
      throw failed(data, e.toString());
    }
  }

  /** Ends all sessions, writes everything down and stops. */
  @Override
  public synchronized void close() {
    closed = true;
    stop(command, data.postgres(), STOP_LIMIT);
  }

  private static void stopLeftover(PostgresCommand command, Path cluster) throws IOException {
    new LeftoverPostmaster(cluster).stop(() -> stop(command, cluster, LEFTOVER_STOP_LIMIT));
  }

  private static void initialise(PostgresCommand command, DataDirectory data) throws IOException {
    if (Files.exists(data.postgres().resolve("PG_VERSION"))) {
      return;
    }
    Path staging = data.root().resolve("postgres.new");
    Directories.deleteIfExists(staging);
    List<String> arguments =
        List.of(
            "-D",
            staging.toString(),
            "-U",
            USER,
            "--pwfile",
            data.postgresPassword().toString(),
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--data-checksums");
    check(data, command.run(INIT_LIMIT, "initdb", arguments));
    Directories.deleteIfExists(data.postgres());
    Files.move(staging, data.postgres());
  }

  private static void launch(
      PostgresCommand command, DataDirectory data, int port, MemoryBudget memory)
      throws IOException {
    Path log = data.run().resolve("postgres.log");
    Files.deleteIfExists(log);
    List<String> arguments =
        List.of(
            "start",
            "-D",
            data.postgres().toString(),
            "-l",
            log.toString(),
            "-w",
            "-t",
            Long.toString(START_LIMIT.toSeconds()),
            "-o",
            options(port, memory));
    PostgresCommand.Result result = command.run(START_LIMIT.plusSeconds(5), "pg_ctl", arguments);
    if (!result.ok()) {
      String said = Files.exists(log) ? Files.readString(log) : result.output();
      check(data, new PostgresCommand.Result(result.exit(), said));
    }
  }

  /** Durable, and within its part of the memory. */
  private static String options(int port, MemoryBudget memory) {
    List<String> options = new ArrayList<>();
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=" + memory.sharedBuffersMib() + "MB",
            "max_connections=40",
            "max_wal_size=" + memory.maxWalMib() + "MB",
            "wal_recycle=off", // or what a burst wrote stays as files to be used again
            "wal_compression=on",
            "wal_level=minimal",
            "wal_keep_size=0",
            "checkpoint_timeout=1min",
            "checkpoint_completion_target=0.9",
            "autovacuum=on",
            "autovacuum_naptime=15s",
            "autovacuum_max_workers=2",
            "temp_file_limit=1GB",
            "max_wal_senders=0",
            "io_method=sync",
            "max_worker_processes=4",
            "max_parallel_workers=2",
            "work_mem=" + memory.workMemMib() + "MB",
            "maintenance_work_mem=" + memory.maintenanceWorkMemMib() + "MB",
            "log_timezone=UTC",
            "timezone=UTC",
            "jit=off")) {
      options.add("-c " + setting);
    }
    return String.join(" ", options);
  }

  /**
   * Stops it cleanly, or at once when that takes too long; what was committed is durable either
   * way. A clean stop that is asked for while PostgreSQL recovers from the death of a backend never
   * ends: it waits for its checkpointer without having signalled it.
   *
   * @param limit of the clean stop
   */
  static void stop(PostgresCommand command, Path cluster, Duration limit) {
    if (!pgCtlStop(command, cluster, "fast", limit).ok()) {
      pgCtlStop(command, cluster, "immediate", STOP_LIMIT);
    }
  }

  private static PostgresCommand.Result pgCtlStop(
      PostgresCommand command, Path cluster, String mode, Duration limit) {
    List<String> arguments =
        List.of(
            "stop",
            "-D",
            cluster.toString(),
            "-m",
            mode,
            "-w",
            "-t",
            Long.toString(limit.toSeconds()));
    return command.run(limit.plusSeconds(5), "pg_ctl", arguments);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void check(DataDirectory data, PostgresCommand.Result result) {
    if (result.ok()) {
      return;
    }
    if (saysDiskFull(result.output()) || isDiskFull(data.postgres())) {
      throw new StandaloneException(
          Reason.DISK_FULL,
          "The disk of %s is full, so PostgreSQL does not start; free some space or choose another place with --data."
              .formatted(data.root()));
    }
    throw failed(data, result.output());
  }

  private static boolean saysDiskFull(String output) {
    return output.toLowerCase(Locale.ROOT).contains("no space left on device");
  }

  /** Whether there is no room for a file of the write-ahead log: then its log may be empty, too. */
  private static boolean isDiskFull(Path cluster) {
    try {
      return Files.getFileStore(cluster).getUsableSpace() < WAL_FILE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static StandaloneException failed(DataDirectory data, String said) {
    return new StandaloneException(
        Reason.POSTGRES_FAILED,
        "PostgreSQL did not start on %s; it said: %s".formatted(data.postgres(), lastLines(said)));
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }
}
