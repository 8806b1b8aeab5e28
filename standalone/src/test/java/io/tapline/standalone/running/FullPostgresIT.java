package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.testing.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full under PostgreSQL. */
@Tag("crash")
class FullPostgresIT {
  private static final int LINES = 50;
  private static final int CONNECTIONS = 20_000;

  /** Of SQL: connection failure, disk full, crash shutdown. */
  private static final Set<String> ENDS_OF_SESSION = Set.of("08006", "53100", "57P02");

  /** The reserve would be larger than the disk, and today's segments leave for it at the end. */
  private static final Map<String, String> SETTINGS =
      Map.of("tapline.flowlog.retention.free-reserve-bytes", "0");

  @TempDir static Path temporary;
  private static SmallDisk disk = new SmallDisk(Path.of("unused"), 0);
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    SmallDisk.assumePermitted();
    Path data = temporary.resolve("data");
    TaplineProcess.start(data).close();
    disk = new SmallDisk(data.resolve("postgres"), 384);
    tapline = TaplineProcess.start(data, disk, SETTINGS);
  }

  @AfterAll
  static void stop() {
    if (tapline != null) {
      tapline.close();
    }
  }

  @Test
  void ingest_waits_for_space_in_the_tables_and_loses_nothing() throws Exception {
    try (UdpSender sender = new UdpSender()) {
      int port = UdpPorts.add(tapline, "tables", "syslog");
      disk.fill(tapline);
      sender.send(port, 1000, LINES);
      CompletableFuture<Command> importing = importing("tables.pcapng", 1);
      tapline.awaitOutput("A checkpoint of source local/tables fails", Await.LIMIT);
      tapline.awaitOutput("A checkpoint of source local/tables.pcapng fails", Await.LIMIT);
      assertThat(tapline.page("q/metrics"))
          .containsPattern("tapline_flowlog_checkpoint_failures_total.*STORE_UNAVAILABLE");
      assertThat(LoggedConnections.count(tapline, "tables").exit())
          .as("answered")
          .isLessThan(ExitCode.USAGE);
      disk.free(tapline);
      assertImported(importing);
      LoggedConnections.await(tapline, "tables", LINES);
      assertThat(tapline.log()).containsOnlyOnce("A checkpoint of source local/tables fails");
    }
  }

  /** It ends, and is started again when there is space; or it waits in its recovery by itself. */
  @Test
  void ingest_goes_on_when_there_is_space_for_the_write_ahead_log_again() throws Exception {
    PostgresProcesses postgres = new PostgresProcesses(temporary.resolve("data"), disk.in(tapline));
    try (UdpSender sender = new UdpSender();
        Connection connected = postgres.connect();
        Statement session = connected.createStatement()) {
      int port = UdpPorts.add(tapline, "wal", "syslog");
      disk.fill(tapline);
      beginSegmentOfLog(session);
      sender.send(port, 1000, LINES);
      Await.until(
          "health",
          () -> tapline.page("q/health/ready"),
          page -> page.contains("\"status\": \"DOWN\""));
      assertThat(LoggedConnections.count(tapline, "wal").exit()).isEqualTo(ExitCode.REFUSED);
      assertThat(LoggedConnections.count(tapline, "wal").err()).contains("[STORE_UNAVAILABLE]");
      CompletableFuture<Command> importing = importing("wal.pcapng", 2);
      sender.send(port, 2000, LINES);
      disk.free(tapline);
      assertImported(importing);
      LoggedConnections.await(tapline, "wal", 2 * LINES);
    }
  }

  /** In a session that is there already: a new one would need space for itself. */
  private static void beginSegmentOfLog(Statement session) {
    try {
      session.execute("SELECT pg_switch_wal()");
    } catch (SQLException ended) {
      assertThat(ended.getSQLState()).as(ended.getMessage()).isIn(ENDS_OF_SESSION);
    }
  }

  private static CompletableFuture<Command> importing(String name, int first) throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve(name), first, CONNECTIONS);
    return CompletableFuture.supplyAsync(() -> Command.run(tapline, "import", capture.toString()));
  }

  private static void assertImported(CompletableFuture<Command> importing) throws Exception {
    Command imported = importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
    assertThat(imported.out()).contains("20,000 connections", "0 frames lost");
  }
}
