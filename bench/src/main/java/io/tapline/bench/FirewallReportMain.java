package io.tapline.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapline.report.fwctl.Family;
import io.tapline.report.fwctl.FirewallLines;
import io.tapline.report.fwctl.FirewallReport;
import io.tapline.report.fwctl.Networks;
import io.tapline.report.fwctl.RecordFilter;
import io.tapline.report.fwctl.ReportPeriod;
import io.tapline.report.fwctl.Summary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * {@code FirewallReportMain [LINES [PASSES]]} prints the CPU time of the summaries of Fwctl::Report
 * over lines of fwctllog in memory, a million by default, with and without threshold. The lines are
 * 50 a second, of skewed sources in 10.0.0.0/8 to 250 hosts, 8 services, one in 20 is ICMP.
 */
public final class FirewallReportMain {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant NOW = Instant.parse("2038-01-01T00:00:00Z");
  private static final long START = 946_684_800;
  private static final int LINES_PER_SECOND = 50;
  private static final int SOURCES = 200_000;
  private static final String[] SERVICES = {
    "80|http", "443|https", "22|ssh", "53|domain", "25|smtp", "23|telnet", "31337|", "123|ntp"
  };

  private FirewallReportMain() {}

  public static void main(String[] arguments) throws IOException {
    int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int passes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    byte[] log = log(lines);
    for (Family family : Family.values()) {
      for (long threshold : new long[] {FirewallReport.DEFAULT_THRESHOLD_SECONDS, 0}) {
        for (int pass = 0; pass < passes; pass++) {
          measure(log, family, threshold);
        }
      }
    }
  }

  private static void measure(byte[] log, Family family, long threshold) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    Summary summary = new Summary(family);
    FirewallReport report =
        new FirewallReport(ReportPeriod.ALL, RecordFilter.ALL, threshold, summary);
    FirewallLines lines = new FirewallLines(0, ZoneOffset.UTC, NOW, Networks.NONE, report);
    lines.read(new ByteArrayInputStream(log));
    int rows = summary.rows().size();
    double seconds = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
    System.out.printf(
        "%s threshold %d lines %d records %d rows %d cpu-seconds %.3f ns/line %.0f%n",
        family,
        threshold,
        lines.lines(),
        report.records(),
        rows,
        seconds,
        seconds * 1e9 / lines.lines());
  }

  private static byte[] log(int lines) {
    SplittableRandom random = new SplittableRandom(1);
    ByteArrayOutputStream log = new ByteArrayOutputStream(112 * lines);
    for (int i = 0; i < lines; i++) {
      log.writeBytes(line(START + i / LINES_PER_SECOND, random).getBytes(US_ASCII));
    }
    return log.toByteArray();
  }

  private static String line(long time, SplittableRandom random) {
    int source = (int) (SOURCES * Math.pow(random.nextDouble(), 3));
    String from = "10.%d.%d.%d".formatted(source >> 16, source >> 8 & 0xFF, source & 0xFF);
    int host = random.nextInt(250);
    String to = "192.168.%d.%d||INT|INT_HOST%d".formatted(host % 4, host, host % 10);
    if (random.nextInt(20) == 0) {
      return "%d|DENY|eth0|PERIM|input|1|icmp|%s||EXT|INTERNET|3|Destination Unreachable|%s|%d|%n"
          .formatted(time, from, to, random.nextInt(4));
    }
    return "%d|DENY|eth0|PERIM|input|%s|%s||EXT|INTERNET|%d||%s|%s%n"
        .formatted(
            time,
            random.nextInt(4) == 0 ? "17|udp" : "6|tcp",
            from,
            1_024 + random.nextInt(60_000),
            to,
            SERVICES[random.nextInt(SERVICES.length)]);
  }
}
