package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.TaplineCli;
import io.tapline.standalone.running.GeneratedTraffic.Ends;
import io.tapline.testing.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * One capture of a week with something for each detection and with what looks like it and is
 * nothing: each finds its own and no more, asked by command over the log that was assembled of it.
 */
@Tag("layouts")
class DetectionsIT {
  private static final Instant DAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final Instant NOON = DAY.plus(Duration.ofHours(12));
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path temporary;
  private final GeneratedTraffic traffic = new GeneratedTraffic();
  private final Random random = new Random(1);

  @Test
  void each_detection_finds_its_own_and_nothing_else() throws Exception {
    usualWeek();
    attacks();
    lookAlikes();
    Path capture = traffic.write(temporary.resolve("week.pcapng"));
    Path data = temporary.resolve("data");
    try (TaplineProcess tapline =
        TaplineProcess.start(data, Map.of("tapline.report.blocklist.every", "1s"))) {
      Path lists = Files.createDirectories(data.resolve("report/blocklists"));
      Files.writeString(lists.resolve("mine.txt"), "# ours\n203.0.113.66\n||bad.example^\n");
      run(tapline, "import", capture.toString());
      Await.until(
          "the lists are read",
          () -> found(tapline).stream().anyMatch(line -> line.startsWith("blocklist")));
      assertThat(found(tapline))
          .containsExactlyInAnyOrder(
              "host-scan,10.0.0.21",
              "port-scan,10.0.0.22",
              "syn-flood,10.0.0.80",
              "brute-force,203.0.113.30",
              "amplification,10.0.0.40",
              "beaconing,10.0.0.50",
              "unusual-volume,10.0.0.60",
              "new-server,10.0.0.70",
              "blocklist,10.0.0.91",
              "blocklist,10.0.0.92");
      assertStated(run(tapline, dryRun("json")));
    }
  }

  /** Evidence, and where the threshold alone does not decide a baseline, and Community IDs. */
  private static void assertStated(String findings) {
    assertThat(findings.lines())
        .allSatisfy(line -> assertThat(line).contains("\"evidence\":\"", "\"community_ids\":\"1:"))
        .filteredOn(line -> line.contains("unusual-volume"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("at most in any 1 h of the 7 d before"));
  }

  private static List<String> found(TaplineProcess tapline) {
    return run(tapline, dryRun("csv"))
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> cells[2] + ',' + cells[3])
        .toList();
  }

  private static String[] dryRun(String format) {
    String to = DAY.plus(Duration.ofDays(1)).toString();
    return new String[] {
      "detect", "dry-run", "--from", DAY.toString(), "--to", to, "--format", format
    };
  }

  private int port() {
    return 32_768 + random.nextInt(28_000);
  }

  private void web(Instant at, String client, String server, String host) {
    String request = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host);
    traffic.session(at, new Ends(client, port(), server, 80), request, OK);
  }

  /**
   * Three days before the day and its morning: servers inside, and a host with its usual uploads.
   */
  private void usualWeek() {
    for (int hour = -72; hour < 12; hour++) {
      Instant at = DAY.plus(Duration.ofHours(hour)).plusSeconds(300);
      web(at, "10.0.0.5", "10.0.0.70", "inside.example");
      ssh(at, "10.0.0.8", "10.0.0.82");
      traffic.exchange(at, new Ends("10.0.0.7", port(), "10.0.0.123", 123), 48, 1, 48);
      traffic.upload(at.plusSeconds(5), new Ends("10.0.0.60", port(), "203.0.113.60", 443), 100);
    }
  }

  private void attacks() {
    for (int i = 0; i < 30; i++) {
      traffic.refused(NOON.plusMillis(i), new Ends("10.0.0.21", port(), "10.1.0." + (i + 1), 445));
      traffic.refused(NOON.plusMillis(i), new Ends("10.0.0.22", port(), "10.0.0.81", 1_000 + i));
    }
    for (int i = 0; i < 1_200; i++) {
      String client = "198.51.%d.%d".formatted(i / 250, i % 250 + 1);
      traffic.halfOpen(NOON.plusMillis(50L * i), new Ends(client, port(), "10.0.0.80", 443));
    }
    for (int i = 0; i < 25; i++) {
      ssh(NOON.plusSeconds(i), "203.0.113.30", "10.0.0.82");
    }
    for (int i = 0; i < 60; i++) {
      Ends ends = new Ends("10.0.0.40", 40_123, "198.18.0." + (i + 1), 123);
      traffic.exchange(NOON.plusMillis(i), ends, 8, 400, 440);
    }
    for (int minute = 2; minute < 360; minute += 10) {
      Instant at = DAY.plus(Duration.ofMinutes(minute)).plusSeconds(random.nextInt(20));
      web(at, "10.0.0.50", "203.0.113.50", "c2.example");
    }
    traffic.upload(NOON.plusSeconds(5), new Ends("10.0.0.60", port(), "203.0.113.61", 443), 9_000);
    for (int i = 0; i < 5; i++) {
      traffic.session(
          NOON.plusSeconds(i), new Ends("10.0.0.5", port(), "10.0.0.70", 4_444), "id\n", "root\n");
    }
    web(NOON, "10.0.0.91", "203.0.113.66", "other.example");
    web(NOON, "10.0.0.92", "203.0.113.67", "www.bad.example");
  }

  private void ssh(Instant at, String client, String server) {
    traffic.session(
        at,
        new Ends(client, port(), server, 22),
        "SSH-2.0-OpenSSH_9.6\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "x".repeat(1_000),
        "y".repeat(1_000));
  }

  private void lookAlikes() {
    for (int i = 0; i < 300; i++) {
      Instant at = NOON.plusMillis(200L * i);
      web(at, "10.0.0.6", "203.0.113." + (70 + i % 100), "site%d.example".formatted(i));
      Ends dns = new Ends("10.0.0.53", port(), "198.18.1." + (i % 200 + 1), 53);
      traffic.exchange(at, dns, 40, 1, 200);
      traffic.exchange(at, new Ends("10.0.0.7", port(), "10.0.0.123", 123), 48, 1, 48);
    }
    for (int i = 0; i < 10; i++) {
      ssh(NOON.plusSeconds(i), "10.0.0.8", "10.0.0.82");
    }
    for (int minute = 10; minute < 24 * 60; minute += 15) {
      Instant at = DAY.plus(Duration.ofMinutes(minute));
      traffic.upload(at, new Ends("10.0.0.61", port(), "203.0.113.99", 443), 50);
    }
    traffic.refused(NOON, new Ends("203.0.113.66", port(), "10.0.0.83", 23));
  }

  private static String run(TaplineProcess tapline, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = tapline.server();
    int exit = line.execute(all);
    assertThat(exit).as(String.join(" ", all) + ": " + err).isZero();
    return out.toString();
  }
}
