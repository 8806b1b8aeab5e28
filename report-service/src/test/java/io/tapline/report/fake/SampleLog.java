package io.tapline.report.fake;

import io.tapline.flowlog.v1.LogSource;
import io.tapline.report.log.Completeness;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.IngestSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An hour of an office with two scans, for looking at the console. */
public final class SampleLog {
  private static final List<String> SERVICES =
      List.of("tls", "tls", "tls", "dns", "dns", "http", "ssh", "ntp", "smb", "imap", "quic");
  private static final List<String> HOSTS =
      List.of("example.com", "mail.example.org", "cdn.example.net", "updates.example.com");

  private SampleLog() {}

  public static FakeServices start(Instant end) throws IOException {
    FakeLog log = new FakeLog();
    Instant start = end.minus(Duration.ofMinutes(50));
    fill(log, start, new Random(7));
    scans(log, start);
    log.completeness = missing(start, end);
    FakeServices services = new FakeServices(log);
    services.sources.add(source("demo/office.pcapng", log, start, end));
    return services;
  }

  private static void fill(FakeLog log, Instant start, Random random) {
    for (int i = 0; i < 4_000; i++) {
      double wave = Math.pow(random.nextDouble(), 0.7);
      Instant at = start.plusMillis((long) (wave * Duration.ofMinutes(50).toMillis()));
      log.add(row(at, random));
    }
  }

  private static Row row(Instant at, Random random) {
    String service = SERVICES.get(random.nextInt(SERVICES.size()));
    String client = "192.168.10." + (20 + (int) Math.abs(random.nextGaussian() * 9));
    String server = "203.0.113." + (1 + (int) Math.abs(random.nextGaussian() * 12));
    Row row = Row.at(at, client, server, port(service)).service(service);
    row.bytes(300 + random.nextInt(4_000), (long) Math.exp(6 + random.nextDouble() * 8) + 90);
    row.lasting(Duration.ofMillis(random.nextInt(20_000)));
    if (service.equals("dns") || service.equals("ntp") || service.equals("quic")) {
      row.udp();
    }
    return service.equals("ntp") || service.equals("ssh")
        ? row
        : row.hostname(HOSTS.get(random.nextInt(HOSTS.size())));
  }

  private static int port(String service) {
    return switch (service) {
      case "dns" -> 53;
      case "http" -> 80;
      case "ssh" -> 22;
      case "ntp" -> 123;
      case "smb" -> 445;
      case "imap" -> 993;
      default -> 443;
    };
  }

  private static void scans(FakeLog log, Instant start) {
    for (int i = 1; i <= 120; i++) {
      Instant at = start.plusSeconds(900).plusMillis(i * 200L);
      log.add(Row.at(at, "192.168.10.66", "203.0.113.9", i).futile("REJ"));
      log.add(Row.at(at.plusSeconds(600), "192.168.10.77", "198.51.100." + i, 22).futile("S0"));
      log.add(Row.at(at.plusSeconds(1_200), "192.168.10.77", "198.51.100." + i, 23).futile("S0"));
    }
  }

  private static Completeness missing(Instant start, Instant asOf) {
    Completeness.Loss loss =
        new Completeness.Loss(
            "demo/office.pcapng",
            "capture.kernel",
            42,
            "frames",
            start.plusSeconds(1_200),
            start.plusSeconds(1_201),
            "The kernel dropped frames because the capture buffer was full.");
    return new Completeness(List.of(loss), Map.of("frames", 42L), asOf, 3, 3);
  }

  private static LogSource source(String name, FakeLog log, Instant start, Instant end) {
    IngestSummary summary =
        IngestSummary.newBuilder()
            .setFrames(log.rows.size() * 17L)
            .setConnections(log.rows.size())
            .setBytes(912_000_000)
            .setLostFrames(42)
            .putLost("frames", 42)
            .putOutcomes("connection", log.rows.size() * 17L - 31)
            .putOutcomes("arp", 31)
            .setFirstFrameTime(Timestamps.timestamp(start))
            .setLastFrameTime(Timestamps.timestamp(end))
            .build();
    return LogSource.newBuilder()
        .setSourceId(1)
        .setSource(name)
        .setFinished(true)
        .setSummary(summary)
        .setCheckpointTime(Timestamps.timestamp(end))
        .build();
  }
}
