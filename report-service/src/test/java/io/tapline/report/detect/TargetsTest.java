package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(Duration.ofMinutes(5)));

  private final FakeLog log = new FakeLog();
  private final Targets targets = new Targets(log);

  private void attempts(String client, int port, int servers) {
    for (int i = 0; i < servers; i++) {
      String server = "192.0.%d.%d".formatted(i / 250, i % 250 + 1);
      log.add(Row.at(START.plusMillis(i), client, server, port).futile("S0"));
    }
  }

  private static Sighting scan(String client, int port, int servers) {
    Detection detection = Detection.hostScan(15);
    List<String> key = List.of(client, Integer.toString(port));
    return new Sighting(detection, WINDOW, key, servers, servers, START, START);
  }

  @Test
  void all_scans_of_a_window_take_one_question() {
    attempts("10.0.0.6", 22, 20);
    attempts("10.0.0.7", 23, 30);
    Sighting one = scan("10.0.0.6", 22, 20);
    Sighting other = scan("10.0.0.7", 23, 30);

    var together = targets.of(List.of(one, other));

    assertThat(log.questions).hasSize(1);
    assertThat(together.get(one.key())).isEqualTo(targets.of(List.of(one)).get(one.key()));
    assertThat(together.get(other.key())).isEqualTo(targets.of(List.of(other)).get(other.key()));
  }

  @Test
  void of_a_large_scan_the_first_hundred_are_named() {
    attempts("10.0.0.6", 22, 150);
    attempts("10.0.0.7", 23, 15);
    Sighting large = scan("10.0.0.6", 22, 150);
    Sighting small = scan("10.0.0.7", 23, 15);

    var named = targets.of(List.of(large, small));

    assertThat(log.questions).hasSize(1);
    assertThat(named.get(large.key())).hasSize(Targets.MAX_TARGETS).doesNotHaveDuplicates();
    assertThat(named.get(small.key())).hasSize(15);
  }

  @Test
  void a_scan_that_does_not_fit_the_common_answer_is_asked_for_by_itself() {
    for (int i = 0; i < 2; i++) { // twice each, so they come before the scans
      for (int port = 1000; port < 1000 + Targets.MAX_GROUPS / 10; port++) {
        attempts("10.0.0.8", port, 10);
      }
    }
    attempts("10.0.0.6", 22, 20);
    attempts("10.0.0.7", 23, 30);
    Sighting one = scan("10.0.0.6", 22, 20);
    Sighting other = scan("10.0.0.7", 23, 30);

    var named = targets.of(List.of(one, other));

    assertThat(log.questions).hasSize(3);
    assertThat(named.get(one.key())).hasSize(20);
    assertThat(named.get(other.key())).hasSize(30);
  }
}
