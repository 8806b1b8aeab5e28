package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BeaconingTest {
  private static final Duration WIDTH = Duration.ofHours(6);
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(WIDTH));
  private static final Networks OURS = new Networks(List.of("10.0.0.0/8", "fc00::/7"));

  private final FakeLog log = new FakeLog();
  private final List<String> limited = new ArrayList<>();
  private final RuleLog rules = new RuleLog(log, limited::add);
  private final Random random = new Random(1);
  private final Beaconing beaconing =
      new Beaconing(WIDTH, OURS, new Beaconing.Limits(12, Duration.ofSeconds(10), 80, 3, 100_000));

  private void calls(String client, String server, Duration every, int jitterSeconds) {
    calls(client, server, every, jitterSeconds, row -> row);
  }

  private void calls(
      String client, String server, Duration every, int jitterSeconds, UnaryOperator<Row> kind) {
    for (Instant at = START.plusSeconds(100); at.isBefore(WINDOW.end()); at = at.plus(every)) {
      Instant jittered = at.plusSeconds(random.nextInt(2 * jitterSeconds + 1) - jitterSeconds);
      log.add(kind.apply(Row.at(jittered, client, server, 443)));
    }
  }

  @Test
  void a_call_every_ten_minutes_is_beaconing() {
    calls("10.0.0.5", "203.0.113.9", Duration.ofMinutes(10), 15);
    assertThat(beaconing.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.subject()).isEqualTo("10.0.0.5");
              assertThat(one.headline())
                  .startsWith("10.0.0.5 called 203.0.113.9 port 443 36 times");
              assertThat(one.evidence()).contains(Evidence.of("intervals", 35));
            });
    assertThat(log.questions).hasSize(3);
  }

  @Test
  void so_is_one_a_minute_and_one_that_began_in_the_window() {
    calls("10.0.0.5", "203.0.113.9", Duration.ofMinutes(1), 2);
    log.rows.removeIf(row -> row.getStartTime().getSeconds() < START.getEpochSecond() + 9_000);
    assertThat(beaconing.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void announcements_to_a_group_or_to_all_hosts_of_a_link_are_none() {
    for (String group :
        List.of("224.0.0.18", "239.255.255.250", "255.255.255.255", "169.254.9.9")) {
      calls("10.0.0.5", group, Duration.ofMinutes(2), 0, Row::udp);
    }
    for (String group : List.of("ff02::1", "ff02::fb", "fe80::9")) {
      calls("fd00::5", group, Duration.ofMinutes(2), 0, Row::udp);
    }
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void exports_of_it_are_the_same() {
    calls(
        "10.0.0.5", "203.0.113.9", Duration.ofMinutes(10), 15, row -> row.exported("SF", 27, 8, 8));
    assertThat(beaconing.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void browsing_is_none() {
    for (int i = 0; i < 300; i++) {
      Instant at = START.plusSeconds(random.nextInt(6 * 3_600));
      log.add(Row.at(at, "10.0.0.5", "203.0.113.9", 443));
    }
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void an_hours_work_and_silence_are_none() {
    for (int i = 0; i < 60; i++) {
      log.add(Row.at(START.plusSeconds(i * 20L), "10.0.0.5", "203.0.113.9", 443));
      log.add(Row.at(START.plusSeconds(18_000 + i * 20L), "10.0.0.5", "203.0.113.9", 443));
    }
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_backup_on_the_clock_is_none() {
    calls(
        "10.0.0.5",
        "203.0.113.9",
        Duration.ofMinutes(15),
        0,
        row -> row.bytes(80_000_000, 200_000));
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void names_and_clocks_are_none() {
    calls("10.0.0.5", "203.0.113.53", Duration.ofMinutes(1), 0, row -> row.udp().service("dns"));
    calls("10.0.0.5", "203.0.113.123", Duration.ofMinutes(1), 0, row -> row.udp().service("ntp"));
    calls("10.0.0.5", "203.0.113.67", Duration.ofMinutes(5), 0, row -> row.udp().service("dhcp"));
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
    assertThat(log.questions).hasSize(1);
  }

  @Test
  void what_many_hosts_call_is_none() {
    for (int host = 1; host <= 4; host++) {
      calls("10.0.0." + host, "203.0.113.9", Duration.ofMinutes(10), 15);
    }
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void monitoring_inside_and_calls_from_outside_are_none() {
    calls("10.0.0.5", "10.0.0.80", Duration.ofMinutes(1), 0);
    calls("203.0.113.9", "10.0.0.80", Duration.ofMinutes(1), 0);
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void fewer_calls_than_the_threshold_are_none() {
    calls("10.0.0.5", "203.0.113.9", Duration.ofMinutes(35), 15);
    assertThat(beaconing.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void each_window_is_judged_by_itself() {
    calls("10.0.0.5", "203.0.113.9", Duration.ofMinutes(10), 15);
    Span day = new Span(START.minus(WIDTH), START.plus(WIDTH).plus(WIDTH));
    assertThat(beaconing.look(rules, day))
        .singleElement()
        .satisfies(one -> assertThat(one.window()).isEqualTo(WINDOW));
    assertThat(limited).isEmpty();
  }
}
