package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full where segments are written before they are committed, and where read. */
@Tag("crash")
class FullCacheIT {
  private static final int LINES = 50;
  private static final int CONNECTIONS = 20_000;

  /** Its segments need more space than background work can give back meanwhile. */
  private static final int LATE_CONNECTIONS = 10 * CONNECTIONS;

  private static final int DISK_MEBIBYTES = 32;

  /** Whatever is asked for has to be fetched. */
  private static final Map<String, String> SETTINGS =
      Map.of("tapline.flowlog.cache-size-bytes", "1");

  @TempDir static Path temporary;
  private static SmallDisk disk = new SmallDisk(Path.of("unused"), 0);
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    SmallDisk.assumePermitted();
    Path data = temporary.resolve("data");
    try (TaplineProcess before = TaplineProcess.start(data)) {
      Path capture = GeneratedCapture.write(temporary.resolve("read.pcapng"), CONNECTIONS);
      assertImported(Command.run(before, "import", capture.toString()), "20,000");
    }
    Path cache = data.resolve("flowlog-cache");
    disk = new SmallDisk(cache, DISK_MEBIBYTES);
    tapline = TaplineProcess.start(data, disk, SETTINGS);
  }

  @AfterAll
  static void stop() {
    if (tapline != null) {
      tapline.close();
    }
  }

  @Test
  void a_segment_that_cannot_be_kept_for_reading_is_an_answer_with_the_reason() throws Exception {
    Command refused =
        Await.until("refused", FullCacheIT::rowsOfFull, answer -> answer.exit() != ExitCode.DONE);
    assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains("No space left on device", "[STORE_UNAVAILABLE]");
    disk.free(tapline);
    Command answered = rows();
    assertThat(answered.exit()).as(answered.err()).isEqualTo(ExitCode.DONE);
    assertThat(answered.rows()).hasSize(CONNECTIONS);
  }

  @Test
  void ingest_waits_for_space_for_its_segments_and_loses_nothing() throws Exception {
    try (UdpSender sender = new UdpSender()) {
      int port = UdpPorts.add(tapline, "gate", "syslog");
      disk.fill(tapline);
      sender.send(port, 1000, LINES);
      tapline.awaitOutput("does not take gate: A segment cannot be written", Await.LIMIT);
      Path capture = GeneratedCapture.write(temporary.resolve("late.pcapng"), 1, LATE_CONNECTIONS);
      disk.fill(tapline);
      CompletableFuture<Command> importing =
          CompletableFuture.supplyAsync(() -> Command.run(tapline, "import", capture.toString()));
      tapline.awaitOutput("does not take late.pcapng: A segment cannot", Await.LIMIT);
      Await.until(
          "health",
          () -> tapline.page("q/health/ready"),
          page -> page.contains("LOG_AWAY: A segment cannot be written"));
      disk.free(tapline);
      assertImported(importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), "200,000");
      LoggedConnections.await(tapline, "gate", LINES);
      assertThat(tapline.log()).containsOnlyOnce("does not take gate");
    }
  }

  /** Background work gives space back when it ends, so it is filled before each question. */
  private static Command rowsOfFull() throws IOException {
    disk.fill(tapline);
    return rows();
  }

  private static Command rows() {
    return Command.run(
        tapline, "search", "--all", "--source", "local/read.pcapng", "--format", "csv");
  }

  private static void assertImported(Command imported, String connections) {
    assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
    assertThat(imported.out()).contains(connections + " connections", "0 frames lost");
  }
}
