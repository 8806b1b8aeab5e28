package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import io.tapline.testing.TestSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From packets to people: capture, connection log, detection, event, decision, mail. */
@Tag("crash")
class ScanToMailIT {
  private static final int PORTS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tapline.eventstore.relapse.pause", "1S",
          "tapline.report.detections.quiet", "1s");

  @TempDir Path temporary;

  /**
   * A key stays quiet for 20 minutes, the last 5 of which are for relapses, and all of it is over
   * when the scans are imported: only the times in the captures decide.
   */
  @Test
  void a_port_scan_becomes_one_mail_a_repeat_none_and_a_relapse_another() throws Exception {
    Instant first =
        Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS).plusSeconds(60);
    try (TestSmtpServer mails = new TestSmtpServer();
        TaplineProcess tapline = TaplineProcess.start(temporary.resolve("data"), SETTINGS)) {
      run(
          tapline,
          "events rules set scans --class port-scan --threshold 20m --relapse 5m --period 1d");
      run(
          tapline,
          "events channels set ops --kind mail --sender tapline@example.org --recipient"
              + " ops@example.org --target smtp://127.0.0.1:"
              + mails.port());

      scan(tapline, first, 1);
      var _ = Await.until("the mail", PATIENCE, mails::mails, taken -> taken.size() == 1);
      scan(tapline, first.plus(6, ChronoUnit.MINUTES), 2);
      assertThat(outcomes(tapline)).containsExactlyInAnyOrder("new", "thresholded");
      scan(tapline, first.plus(16, ChronoUnit.MINUTES), 3);
      List<TestSmtpServer.Mail> taken =
          Await.until("the relapse", PATIENCE, mails::mails, all -> all.size() == 2);

      assertThat(outcomes(tapline)).containsExactlyInAnyOrder("new", "thresholded", "relapsed");
      assertThat(taken.getFirst().text())
          .contains("Subject: [medium, new]", "192.0.2.66", "Connections: http");
      assertThat(taken.getLast().text()).contains("Subject: [medium, relapsed]");
      assertThat(run(tapline, "events notices list --format csv").rows()).hasSize(2);
    }
  }

  private void scan(TaplineProcess tapline, Instant start, int events) throws Exception {
    Path file =
        ScanCapture.write(temporary.resolve("scan%d.pcapng".formatted(events)), start, PORTS);
    run(tapline, "import " + file);
    var _ =
        Await.until("the event", PATIENCE, () -> outcomes(tapline), all -> all.size() == events);
  }

  private static List<String> outcomes(TaplineProcess tapline) {
    return Command.run(tapline, "events", "list", "--class", "port-scan", "--format", "csv")
        .rows()
        .stream()
        .map(row -> row.split(",", -1)[2])
        .toList();
  }

  private static Command run(TaplineProcess tapline, String line) {
    Command done = Command.run(tapline, line.split(" "));
    assertThat(done.exit()).as(line + ": " + done.err()).isZero();
    return done;
  }
}
