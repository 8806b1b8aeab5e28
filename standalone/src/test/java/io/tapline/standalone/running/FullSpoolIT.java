package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full where frames are spooled. */
@Tag("crash")
class FullSpoolIT {
  private static final int LINES = 50;

  /** Room for a part of what is sent, so that a write ends in the middle of a frame. */
  private static final int LEFT_BYTES = 4096;

  @TempDir Path temporary;

  @Test
  void what_a_full_spool_cannot_take_is_counted_as_lost_and_nothing_else() throws Exception {
    SmallDisk.assumePermitted();
    Path data = temporary.resolve("data");
    SmallDisk disk = new SmallDisk(Files.createDirectories(data.resolve("capture/spool")), 8);
    try (TaplineProcess tapline = TaplineProcess.start(data, disk, Map.of());
        UdpSender sender = new UdpSender()) {
      int port = UdpPorts.add(tapline, "gate", "syslog");
      sender.send(port, 1000, LINES);
      LoggedConnections.await(tapline, "gate", LINES);
      disk.fill(tapline, LEFT_BYTES);
      sender.send(port, 2000, LINES);
      long lost = Await.until("lost", () -> sent(tapline, 2 * LINES), dropped -> dropped > 0);
      assertSaid(tapline, lost);
      disk.free(tapline);
      sendUntilTaken(tapline, sender, port);
      assertAccount(tapline);
      assertThat(tapline.log()).containsOnlyOnce("gate cannot be written; that is tried again");
    }
  }

  /** Frames dropped, once all that were sent are in one of the counters; else 0. */
  private static long sent(TaplineProcess tapline, long count) {
    long dropped = statistic(tapline, "spool_dropped");
    return statistic(tapline, "frames") + dropped == count ? dropped : 0;
  }

  private static void assertSaid(TaplineProcess tapline, long lost) throws Exception {
    assertThat(tapline.page("q/health/ready")).contains("cannot be written: No space left");
    assertThat(Command.run(tapline, "capture", "list", "--format", "csv").out())
        .contains("cannot be written: No space left");
    Await.until(
        "metric",
        () -> tapline.page("q/metrics"),
        page -> page.contains("dropped_frames_total{hop=\"capture.spool\"} " + (double) lost));
  }

  /** After a failure the spool waits a moment before it tries again. */
  private static void sendUntilTaken(TaplineProcess tapline, UdpSender sender, int port)
      throws Exception {
    long before = statistic(tapline, "frames");
    Await.until(
        "frames taken again",
        () -> {
          sender.send(port, 3000, 1);
          return statistic(tapline, "frames");
        },
        frames -> frames > before);
    Await.until(
        "health", () -> tapline.page("q/health/ready"), page -> !page.contains("No space left"));
  }

  /** Every frame is in the log or counted as lost there. */
  private static void assertAccount(TaplineProcess tapline) throws Exception {
    long frames = statistic(tapline, "frames");
    LoggedConnections.await(tapline, "gate", (int) frames);
    assertThat(LoggedConnections.count(tapline, "gate").err())
        .contains(
            "\"lost\":{\"datagrams\":" + statistic(tapline, "spool_dropped") + "}",
            "\"hop\":\"capture.spool\"",
            "The spool could not be written");
  }

  /** A column of the source's row. */
  private static long statistic(TaplineProcess tapline, String column) {
    List<String> csv =
        Command.run(tapline, "capture", "list", "--format", "csv").out().lines().toList();
    int index = List.of(csv.getFirst().split(",", -1)).indexOf(column);
    return csv.stream()
        .filter(line -> line.startsWith("gate,"))
        .mapToLong(line -> Long.parseLong(line.split(",", -1)[index]))
        .findFirst()
        .orElseThrow();
  }
}
