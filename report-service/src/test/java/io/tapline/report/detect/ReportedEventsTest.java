package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import io.tapline.report.rule.HostScan;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedEventsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReportedEvents reported = new ReportedEvents(2, new DetectionMetrics(registry));

  private static Sighting sighting(String client, int servers) {
    FakeLog log = new FakeLog();
    for (int i = 1; i <= servers; i++) {
      log.add(Row.at(START.plusMillis(i), client, "192.0.2." + i, 22).futile("S0"));
    }
    Span window = new Span(START, START.plusSeconds(300));
    RuleLog rules = new RuleLog(log, name -> {});
    return new HostScan(Duration.ofMinutes(5), 15).look(rules, window).getFirst();
  }

  private void report(String client) {
    Sighting sighting = sighting(client, 15);
    reported.add(new Finding(sighting, IdeaEvent.id(sighting), "new", List.of()));
  }

  @Test
  void what_was_reported_is_not_new_also_when_more_was_seen_since() {
    assertThat(reported.isNew(sighting("10.0.0.1", 15))).isTrue();
    report("10.0.0.1");
    assertThat(reported.isNew(sighting("10.0.0.1", 99))).isFalse();
    assertThat(registry.get("tapline.report.findings.repeated").counter().count()).isEqualTo(1);
  }

  @Test
  void beyond_the_limit_the_oldest_is_forgotten() {
    report("10.0.0.1");
    report("10.0.0.2");
    report("10.0.0.3");
    assertThat(reported.isNew(sighting("10.0.0.1", 15))).isTrue();
    assertThat(reported.isNew(sighting("10.0.0.2", 15))).isFalse();
  }
}
