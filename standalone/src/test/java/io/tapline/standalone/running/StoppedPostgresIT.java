package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.testing.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that stands still, is slow, or is killed while something is committed. */
@Tag("crash")
class StoppedPostgresIT {
  private static final int CONNECTIONS = 50_000;
  private static final int LINES = 50;
  private static final long HALT_MILLIS = 6000;
  private static final int KILLS = 3;

  /** Checkpoints all the time, so that most of what is killed is in one. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tapline.flowlog.checkpoint.interval", "20ms",
          "tapline.flowlog.checkpoint.share", "1",
          "tapline.flowlog.database-timeout", "4S");

  @TempDir static Path temporary;
  private static TaplineProcess tapline;
  private static PostgresProcesses postgres = PostgresProcesses.of(Path.of("unused"));
  private static List<String> undisturbed = List.of();

  @BeforeAll
  static void start() throws Exception {
    Path data = temporary.resolve("data");
    tapline = TaplineProcess.start(data, SETTINGS);
    postgres = PostgresProcesses.of(data);
    Path capture = GeneratedCapture.write(temporary.resolve("undisturbed.pcapng"), CONNECTIONS);
    assertImported(Command.run(tapline, "import", capture.toString()));
    undisturbed = rows("undisturbed.pcapng");
    assertThat(undisturbed).hasSize(CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  @Test
  void a_halted_postgresql_delays_ingest_and_refuses_questions_in_time() throws Exception {
    try (UdpSender sender = new UdpSender()) {
      int port = UdpPorts.add(tapline, "halted", "syslog");
      sender.send(port, 1000, LINES);
      LoggedConnections.await(tapline, "halted", LINES);
      CompletableFuture<Command> importing = importing("halted.pcapng");
      postgres.halt();
      Command refused = LoggedConnections.count(tapline, "halted");
      sender.send(port, 2000, LINES);
      Thread.sleep(HALT_MILLIS);
      postgres.resume();
      assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
      assertThat(refused.err()).contains("no answer within 4 s", "[STORE_UNAVAILABLE]");
      LoggedConnections.await(tapline, "halted", 2 * LINES);
      assertImported(importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
      assertThat(rows("halted.pcapng")).isEqualTo(undisturbed);
    }
  }

  @Test
  void a_lock_that_makes_commits_wait_loses_and_doubles_nothing() throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE flowlog.segment IN EXCLUSIVE MODE");
      CompletableFuture<Command> importing = importing("slow.pcapng");
      tapline.awaitOutput("A checkpoint of source local/slow.pcapng fails", Await.LIMIT);
      connection.rollback();
      assertImported(importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
    assertThat(rows("slow.pcapng")).isEqualTo(undisturbed);
  }

  @Test
  void backends_killed_in_the_middle_of_a_commit_lose_and_double_nothing() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      String name = "backends" + i + ".pcapng";
      CompletableFuture<Command> importing = importingUntilKilled(name);
      assertImported(importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
      assertThat(rows(name)).isEqualTo(undisturbed);
    }
  }

  /**
   * The lock is gone with all sessions: PostgreSQL ends them when one of its processes is killed.
   */
  private static CompletableFuture<Command> importingUntilKilled(String name) throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE flowlog.segment IN EXCLUSIVE MODE");
      CompletableFuture<Command> importing = importing(name);
      killCommitting();
      Await.until("PostgreSQL", StoppedPostgresIT::isUp, up -> up);
      return importing;
    }
  }

  @Test
  void a_postmaster_killed_during_an_import_loses_and_doubles_nothing() throws Exception {
    CompletableFuture<Command> importing = importing("postmaster.pcapng");
    Await.until(
        "rows",
        () -> LoggedConnections.count(tapline, "postmaster.pcapng"),
        StoppedPostgresIT::any);
    PostgresProcesses.kill(postgres.postmaster());
    tapline.awaitOutput("PostgreSQL runs again.", Await.LIMIT);
    assertImported(importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertThat(rows("postmaster.pcapng")).isEqualTo(undisturbed);
  }

  private static boolean any(Command count) {
    return count.exit() == ExitCode.DONE && !count.out().contains("\"connections\":0,");
  }

  private static boolean isUp() {
    try {
      return postgres.ask("SELECT 1").equals("1");
    } catch (Exception e) {
      return false;
    }
  }

  /** SIGKILL of the backend of a checkpoint, which has to wait in its transaction. */
  private static void killCommitting() throws Exception {
    String busy =
        Await.until(
            "a backend in a commit",
            () ->
                postgres.ask(
                    """
                    SELECT coalesce(max(pid), 0) FROM pg_stat_activity
                    WHERE backend_xid IS NOT NULL AND wait_event_type = 'Lock'"""),
            pid -> !pid.equals("0"));
    ProcessHandle.of(Long.parseLong(busy)).ifPresent(PostgresProcesses::kill);
  }

  private static CompletableFuture<Command> importing(String name) throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve(name), CONNECTIONS);
    return CompletableFuture.supplyAsync(
        () -> Command.run(tapline, "import", "--again", capture.toString()));
  }

  private static void assertImported(Command imported) {
    assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
    assertThat(imported.out()).contains("50,000 connections", "0 frames lost");
  }

  /** All columns that do not name the source. */
  private static List<String> rows(String source) {
    Command found =
        Command.run(
            tapline,
            "search",
            "--all",
            "--oldest-first",
            "--source",
            "local/" + source,
            "--columns",
            "start,end,client,client_port,server,server_port,client_packets,server_packets,client_bytes,server_bytes",
            "--format",
            "csv");
    assertThat(found.exit()).as(found.err()).isEqualTo(ExitCode.DONE);
    return found.rows().stream().sorted().toList();
  }
}
