package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL between a template and the data that needs it, in either order, loses nothing. */
@Tag("layouts")
class ExportRestartIT {
  private static final int SECONDS = 1_700_000_000;

  @TempDir Path temporary;

  @Test
  void data_after_a_kill_is_decoded_with_the_template_before_it() throws Exception {
    assertThat(flowsOver(ExportPackets.v9Template(SECONDS, 0), ExportPackets.v9Data(SECONDS, 1)))
        .contains("\"packets\":3,\"bytes\":400");
  }

  @Test
  void data_before_a_kill_waits_for_the_template_after_it() throws Exception {
    assertThat(flowsOver(ExportPackets.v9Data(SECONDS, 0), ExportPackets.v9Template(SECONDS, 1)))
        .contains("\"packets\":3,\"bytes\":400");
  }

  /** Sends a datagram, kills everything when it is spooled, starts again, sends the other. */
  private String flowsOver(byte[] before, byte[] after) throws Exception {
    Path data = temporary.resolve("data");
    int port;
    // one sender: the template is that of an address and port
    try (DatagramSocket exporter = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      TaplineProcess first = TaplineProcess.start(data);
      try {
        port = UdpPorts.add(first, "router", "netflow");
        send(exporter, port, before);
        awaitAcknowledged(first, 1);
      } finally {
        first.kill();
      }
      try (TaplineProcess again = TaplineProcess.start(data)) {
        sendUntilTaken(exporter, again, port, after);
        return awaitCount(again);
      }
    }
  }

  /** The port may open a moment after the answer to the health check. */
  private static void sendUntilTaken(
      DatagramSocket exporter, TaplineProcess tapline, int port, byte[] datagram) throws Exception {
    Await.until(
        "the second datagram is acknowledged",
        () -> {
          send(exporter, port, datagram);
          return acknowledged(tapline) >= 2;
        });
  }

  private static void awaitAcknowledged(TaplineProcess tapline, long frames) {
    Await.until("acknowledged frames", () -> acknowledged(tapline) >= frames);
  }

  private static long acknowledged(TaplineProcess tapline) {
    String csv = Command.run(tapline, "capture", "list", "--format", "csv").out();
    return csv.lines()
        .filter(line -> line.startsWith("router,"))
        .mapToLong(line -> Long.parseLong(line.split(",", -1)[5]))
        .findFirst()
        .orElse(0);
  }

  private static String awaitCount(TaplineProcess tapline) {
    return Await.until(
        "packets in the log",
        () -> Command.run(tapline, "search", "--count", "--format", "json").out(),
        answer -> answer.contains("\"packets\":3"));
  }

  private static void send(DatagramSocket exporter, int port, byte[] bytes) throws IOException {
    exporter.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }
}
