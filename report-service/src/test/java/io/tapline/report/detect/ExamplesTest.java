package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import io.tapline.report.rule.HostScan;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(Duration.ofMinutes(5)));

  private final FakeLog log = new FakeLog();
  private final Examples examples = new Examples(new RuleLog(log, name -> {}));

  private void attempts(String client, int port, int servers) {
    for (int i = 0; i < servers; i++) {
      String server = "192.0.%d.%d".formatted(i / 250, i % 250 + 1);
      log.add(Row.at(START.plusMillis(i), client, server, port).futile("S0"));
    }
  }

  /** Of all that the log has. */
  private Sighting scan(String client, int port) {
    return new HostScan(Duration.ofMinutes(5), 15)
        .look(new RuleLog(log, name -> {}), WINDOW).stream()
            .filter(one -> one.key().equals(List.of(client, Integer.toString(port))))
            .findFirst()
            .orElseThrow();
  }

  private static List<String> named(Map<Sighting, Examples.Of> examples, Sighting sighting) {
    return examples.getOrDefault(sighting, Examples.Of.NOTHING).named();
  }

  @Test
  void all_scans_of_a_window_take_one_question_for_values_and_one_for_ids() {
    attempts("10.0.0.6", 22, 20);
    attempts("10.0.0.7", 23, 30);
    Sighting one = scan("10.0.0.6", 22);
    Sighting other = scan("10.0.0.7", 23);

    log.questions.clear();
    var together = examples.of(List.of(one, other));

    assertThat(log.questions).hasSize(2);
    assertThat(named(together, one)).isEqualTo(named(examples.of(List.of(one)), one));
    assertThat(named(together, other)).isEqualTo(named(examples.of(List.of(other)), other));
  }

  @Test
  void of_a_large_scan_the_first_hundred_are_named() {
    attempts("10.0.0.6", 22, 150);
    attempts("10.0.0.7", 23, 15);
    Sighting large = scan("10.0.0.6", 22);
    Sighting small = scan("10.0.0.7", 23);

    log.questions.clear();
    var found = examples.of(List.of(large, small));

    assertThat(log.questions).hasSize(2);
    assertThat(named(found, large)).hasSize(Examples.MAX_NAMED).doesNotHaveDuplicates();
    assertThat(named(found, small)).hasSize(15);
  }

  @Test
  void scans_are_found_among_ten_thousand_others_with_more_connections() {
    for (int i = 0; i < 2; i++) { // twice each, so they come before the scans
      for (int port = 1000; port < 1000 + RuleLog.MAX_GROUPS / 10; port++) {
        attempts("10.0.0.8", port, 10);
      }
    }
    attempts("10.0.0.6", 22, 20);
    attempts("10.0.0.7", 23, 30);
    Sighting one = scan("10.0.0.6", 22);
    Sighting other = scan("10.0.0.7", 23);

    log.questions.clear();
    var found = examples.of(List.of(one, other));

    assertThat(log.questions).hasSize(2);
    assertThat(named(found, one)).hasSize(20);
    assertThat(named(found, other)).hasSize(30);
  }

  @Test
  void of_many_scans_in_a_window_the_largest_are_asked_for_in_few_questions() {
    int many = Examples.MAX_SIGHTINGS + 20;
    for (int port = 1; port <= many; port++) {
      attempts("10.0.0.6", port, port <= 20 ? 15 : 16);
    }
    List<Sighting> scans =
        new HostScan(Duration.ofMinutes(5), 15).look(new RuleLog(log, name -> {}), WINDOW);
    assertThat(scans).hasSize(many);

    log.questions.clear();
    var found = examples.of(scans);

    assertThat(log.questions).hasSizeLessThan(20);
    assertThat(found.keySet()).hasSize(Examples.MAX_SIGHTINGS).allMatch(one -> one.count() == 16);
    assertThat(found.values())
        .allSatisfy(
            of -> {
              assertThat(of.named()).hasSize(16);
              assertThat(of.communityIds()).hasSize(Examples.MAX_IDS);
            });
  }
}
