package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More open connections than a small heap can hold. */
@Tag("crash")
class SmallHeapIT {
  private static final int CONNECTIONS = 600_000;
  private static final int LINES = 20_000;
  private static final int BURST = 200;

  /** All of the file's connections are open at its end. */
  private static final Map<String, String> SETTINGS =
      Map.of("tapline.flowlog.connection.udp-timeout", "4H");

  @TempDir Path temporary;

  @Test
  void connections_are_evicted_with_their_reason_and_every_packet_is_counted() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("large.pcapng"), CONNECTIONS);
    try (TaplineProcess tapline =
            TaplineProcess.start(
                temporary.resolve("data"), SmallHeapIT::small, SETTINGS, "--memory", "512m");
        UdpSender sender = new UdpSender()) {
      int port = UdpPorts.add(tapline, "gate", "syslog");
      CompletableFuture<Command> importing =
          CompletableFuture.supplyAsync(() -> Command.run(tapline, "import", capture.toString()));
      for (int i = 0; i < LINES; i += BURST) {
        sender.send(port, 1000 + i, BURST);
        Thread.sleep(5);
      }
      Command imported = importing.get(3, TimeUnit.MINUTES);
      assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
      assertThat(imported.out())
          .contains("1,200,000 frames", "0 frames lost", "evicted_connections");
      assertThat(packets(LoggedConnections.count(tapline, "large.pcapng")))
          .isEqualTo(2L * CONNECTIONS);
      Command evicted =
          Command.run(tapline, "search", "--count", "--format", "json", "close_reason = evicted");
      assertThat(packets(evicted)).isPositive();
      LoggedConnections.await(tapline, "gate", LINES);
      assertThat(tapline.page("q/metrics")).containsPattern("connections_evicted_total [1-9]");
      assertThat(tapline.log()).doesNotContain("OutOfMemoryError", "ERROR");
    }
  }

  private static List<String> small(List<String> command) {
    return command.stream().map(part -> part.equals("-Xmx512m") ? "-Xmx128m" : part).toList();
  }

  private static long packets(Command count) {
    Matcher packets = Pattern.compile("\"packets\":(\\d+)").matcher(count.out());
    assertThat(packets.find()).as(count.out() + count.err()).isTrue();
    return Long.parseLong(packets.group(1));
  }
}
