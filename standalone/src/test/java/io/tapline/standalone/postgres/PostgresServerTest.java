package io.tapline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real PostgreSQL. */
class PostgresServerTest {
  private static final MemoryBudget MEMORY = MemoryBudget.parse("1g");

  @TempDir Path temporary;
  private PostgresBinaries binaries;

  @BeforeEach
  void unpack() {
    binaries = PostgresBinaries.unpack(PostgresBinaries.defaultCache());
  }

  @Test
  void what_was_written_is_there_after_a_clean_stop() throws SQLException {
    try (DataDirectory data = open()) {
      try (PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
        execute(server, "CREATE TABLE kept (id int)");
      }
      try (PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
        assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
      }
      assertThat(new LeftoverPostmaster(data.postgres()).processes()).isEmpty();
    }
  }

  @Test
  void it_is_durable_and_asks_for_the_password() throws SQLException, IOException {
    try (DataDirectory data = open();
        PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "SHOW shared_buffers")).isEqualTo(MEMORY.sharedBuffersMib() + "MB");
      assertThat(ask(server, "SHOW work_mem")).isEqualTo(MEMORY.workMemMib() + "MB");
      assertThat(ask(server, "SHOW maintenance_work_mem"))
          .isEqualTo(MEMORY.maintenanceWorkMemMib() + "MB");
      assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(data.postgresPassword())))
          .isEqualTo("rw-------");
      assertThat(refused(server)).contains("password authentication failed");
    }
  }

  @Test
  void a_server_left_behind_by_a_kill_is_stopped_and_its_commits_are_kept() throws SQLException {
    try (DataDirectory data = open()) {
      PostgresServer leftBehind = PostgresServer.start(binaries, data, MEMORY);
      execute(leftBehind, "CREATE TABLE kept (id int)");
      try (PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
        assertThat(server.port()).isNotEqualTo(leftBehind.port());
        assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
      }
    }
  }

  /** As one that is asked to stop while it recovers from the death of a backend. */
  @Test
  void a_server_that_does_not_stop_cleanly_is_stopped_at_once() throws Exception {
    try (DataDirectory data = open();
        PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
      execute(server, "CREATE TABLE kept (id int)");
      long checkpointer = checkpointer(data);
      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(checkpointer)).start().waitFor())
          .isZero();
      PostgresServer.stop(new PostgresCommand(binaries), data.postgres(), Duration.ofSeconds(1));
      assertThat(new LeftoverPostmaster(data.postgres()).processes()).isEmpty();
      try (PostgresServer again = PostgresServer.start(binaries, data, MEMORY)) {
        assertThat(ask(again, "SELECT count(*) FROM kept")).isEqualTo("0");
      }
    }
  }

  @Test
  void a_pid_file_after_sigkill_of_postgres_does_not_block_the_start() throws Exception {
    try (DataDirectory data = open()) {
      PostgresServer killed = PostgresServer.start(binaries, data, MEMORY);
      execute(killed, "CREATE TABLE kept (id int)");
      long pid = postmaster(data);
      assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
      try (PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
        assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
      }
    }
  }

  @Test
  void a_server_that_is_killed_runs_again_on_its_port_with_its_commits() throws Exception {
    List<String> notices = new ArrayList<>();
    try (DataDirectory data = open();
        PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
      PostgresWatch watch = new PostgresWatch(server, notices::add, () -> notices.add("stop"));
      execute(server, "CREATE TABLE kept (id int)");
      assertThat(watch.check()).isTrue();
      assertThat(notices).isEmpty();
      kill(postmaster(data));
      assertThat(watch.check()).isTrue();
      assertThat(notices).hasSize(2).last().isEqualTo("PostgreSQL runs again.");
      assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
    }
  }

  @Test
  void an_error_in_a_check_is_counted_and_the_watch_goes_on() throws Exception {
    List<String> notices = new ArrayList<>();
    AtomicBoolean first = new AtomicBoolean(true);
    try (DataDirectory data = open();
        PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
      PostgresWatch watch =
          new PostgresWatch(
              server,
              sentence -> {
                if (first.getAndSet(false)) {
                  throw new OutOfMemoryError("for this test");
                }
                notices.add(sentence);
              },
              () -> notices.add("stop"));
      kill(postmaster(data));
      assertThat(watch.goOn()).isTrue();
      assertThat(watch.failures()).isEqualTo(1);
      assertThat(notices).singleElement().asString().contains("cannot be watched", "for this test");
      assertThat(watch.goOn()).isTrue();
      assertThat(notices).last().isEqualTo("PostgreSQL runs again.");
      assertThat(watch.failures()).isEqualTo(1);
    }
  }

  @Test
  void everything_stops_with_a_sentence_when_it_cannot_be_started_again_and_again()
      throws Exception {
    List<String> notices = new ArrayList<>();
    try (DataDirectory data = open();
        PostgresServer server = PostgresServer.start(binaries, data, MEMORY)) {
      PostgresWatch watch = new PostgresWatch(server, notices::add, () -> notices.add("stop"));
      kill(postmaster(data));
      Path control = data.postgres().resolve("global/pg_control");
      Path aside = temporary.resolve("pg_control");
      Files.move(control, aside);
      assertThat(watch.check()).isTrue();
      assertThat(notices).last().asString().contains("did not start", "It is tried again");
      Files.move(aside, control);
      assertThat(watch.check()).isTrue();
      assertThat(notices).last().isEqualTo("PostgreSQL runs again.");

      kill(postmaster(data));
      Files.delete(control);
      for (int start = 1; start < PostgresWatch.STARTS; start++) {
        assertThat(watch.check()).isTrue();
      }
      assertThat(watch.check()).isFalse();
      assertThat(notices).last().isEqualTo("stop");
      assertThat(notices.get(notices.size() - 2))
          .contains("PostgreSQL did not start", "Tapline stops");
    }
  }

  @Test
  void a_server_that_was_closed_did_not_die() {
    try (DataDirectory data = open()) {
      PostgresServer server = PostgresServer.start(binaries, data, MEMORY);
      server.close();
      assertThat(server.died()).isFalse();
    }
  }

  @Test
  void a_reused_pid_is_not_mistaken_for_postgres() throws IOException {
    try (DataDirectory data = open()) {
      Files.createDirectories(data.postgres());
      Path pidFile = data.postgres().resolve("postmaster.pid");
      Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + data.postgres() + "\n");
      new LeftoverPostmaster(data.postgres())
          .stop(() -> assertThat(false).as("a foreign process is stopped").isTrue());
      assertThat(pidFile).doesNotExist();
    }
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get(10, TimeUnit.SECONDS);
  }

  private DataDirectory open() {
    return DataDirectory.open(temporary.resolve("data"));
  }

  private static long checkpointer(DataDirectory data) throws IOException {
    for (long pid : new LeftoverPostmaster(data.postgres()).processes()) {
      if (Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains("checkpointer")) {
        return pid;
      }
    }
    throw new AssertionError("no checkpointer");
  }

  private static long postmaster(DataDirectory data) throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.postgres().resolve("postmaster.pid")).getFirst().strip());
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server, server.password());
        Statement statement = connection.createStatement()) {
      assertThat(statement.execute(sql)).isFalse();
    }
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server, server.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static String refused(PostgresServer server) {
    try (Connection connection = connect(server, "guess")) {
      return "let in: " + connection;
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Connection connect(PostgresServer server, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
        PostgresServer.USER,
        password);
  }
}
