package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threshold and summaries against the plain words of the documentation, on random logs. */
class WindowModelTest {
  private static final int RECORDS = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 120, 100_000})
  void the_window_keeps_what_comparing_with_every_kept_record_keeps(long threshold) {
    for (int seed = 0; seed < 5; seed++) {
      List<FirewallRecord> log = randomLog(new Random(seed));
      RecordGroups kept = new RecordGroups();
      FirewallReport report =
          new FirewallReport(ReportPeriod.ALL, RecordFilter.ALL, threshold, kept);
      Sample.replay(log, report);
      assertThat(kept.records()).isEqualTo(plainlyKept(log, threshold));
      assertThat(report.records()).isEqualTo(kept.records().size());
    }
  }

  private static List<FirewallRecord> plainlyKept(List<FirewallRecord> log, long threshold) {
    List<FirewallRecord> kept = new ArrayList<>();
    for (FirewallRecord packet : log) {
      if (kept.stream().noneMatch(earlier -> covers(earlier, packet, threshold))) {
        kept.add(packet);
      }
    }
    return kept;
  }

  private static boolean covers(FirewallRecord kept, FirewallRecord packet, long threshold) {
    boolean ports = packet.protocol() == 6 || packet.protocol() == 17;
    return packet.time() - kept.time() < threshold
        && kept.protocol() == packet.protocol()
        && kept.source().ip().equals(packet.source().ip())
        && kept.destination().ip().equals(packet.destination().ip())
        && kept.destination().port() == packet.destination().port()
        && (ports || kept.source().port() == packet.source().port());
  }

  /** So many keys that old ones are forgotten; times go back by a quarter of the threshold. */
  @Test
  void what_is_forgotten_is_never_missed() {
    List<FirewallRecord> log = manyHosts(new Random(3));
    Map<String, Long> last = new HashMap<>();
    List<FirewallRecord> expected = new ArrayList<>();
    for (FirewallRecord packet : log) {
      String key = packet.source().ip() + Family.SERVICE_HOST.text(packet);
      Long before = last.get(key);
      if (before == null || Math.abs(packet.time() - before) >= 120) {
        last.put(key, packet.time());
        expected.add(packet);
      }
    }
    RecordGroups kept = new RecordGroups();
    ReportPeriod sinceEver = new ReportPeriod(0L, null, null);
    Sample.replay(log, new FirewallReport(sinceEver, RecordFilter.ALL, 120, kept));
    assertThat(kept.records()).isEqualTo(expected);
    assertThat(expected).hasSizeLessThan(log.size() - 1_000);
  }

  /** Each host for 160 seconds, eight times. */
  private static List<FirewallRecord> manyHosts(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      int host = i / 8 + random.nextInt(800);
      lines.append(946_684_800 + i / 40 - random.nextInt(31));
      lines.append("|DENY|eth0|INT|input|6|tcp|10.0.").append(host / 250).append('.');
      lines.append(host % 250).append("||INT|A|1||10.0.1.1||EXT|B|80|http\n");
    }
    return Sample.records(lines.toString());
  }

  @Test
  void a_steady_stream_gives_one_record_per_threshold() {
    StringBuilder lines = new StringBuilder();
    for (int second = 0; second < 600; second++) {
      lines.append(1_000 + second).append("|DENY|eth0||input|6|tcp|10.0.0.1||||");
      lines.append(second).append("||10.0.0.2||||80|http\n");
    }
    RecordGroups kept = new RecordGroups();
    Sample.read(
        lines.toString(),
        Networks.NONE,
        new FirewallReport(ReportPeriod.ALL, RecordFilter.ALL, 120, kept));
    assertThat(kept.records().stream().map(FirewallRecord::time))
        .containsExactly(1_000L, 1_120L, 1_240L, 1_360L, 1_480L);
  }

  @Test
  void summaries_count_the_groups_and_equal_counts_are_in_the_order_of_keys() {
    List<FirewallRecord> log = randomLog(new Random(42));
    for (Family family : Family.values()) {
      Map<String, Long> counts = new HashMap<>();
      log.forEach(packet -> counts.merge(family.text(packet), 1L, Long::sum));
      Summary summary = new Summary(family);
      Sample.replay(log, summary);
      List<String> expected =
          counts.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(entry -> entry.getValue() + " " + entry.getKey())
              .toList();
      assertThat(summary.rows().stream().map(row -> row.count() + " " + family.text(row.example())))
          .containsExactlyElementsOf(expected);
    }
  }

  private static List<FirewallRecord> randomLog(Random random) {
    StringBuilder lines = new StringBuilder();
    long time = 946_684_800;
    for (int i = 0; i < RECORDS; i++) {
      time += random.nextInt(4);
      int protocol = new int[] {1, 6, 17, 47}[random.nextInt(4)];
      lines.append(time).append("|DENY|eth0|INT|input|").append(protocol).append("|p|");
      lines.append("10.0.0.").append(random.nextInt(4)).append("||INT|A|");
      lines.append(random.nextInt(3)).append("||10.0.1.").append(random.nextInt(4));
      lines.append("||EXT|B").append(random.nextInt(2)).append('|').append(random.nextInt(3));
      lines.append("|\n");
    }
    return Sample.records(lines.toString());
  }
}
