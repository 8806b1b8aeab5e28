package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusualVolumeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");
  private static final Span WINDOW = new Span(NOW, NOW.plus(HOUR));
  private static final Networks OURS = new Networks(List.of("10.0.0.0/8"));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private final UnusualVolume volume =
      new UnusualVolume(
          HOUR, OURS, new UnusualVolume.Limits(500_000_000, 4, Duration.ofDays(7), 12));

  private void exchange(Instant at, long sent) {
    log.add(Row.at(at, "10.0.0.5", "203.0.113.9", 443).service("tls").bytes(sent, 1_000_000));
  }

  /** So much in each of the hours before. */
  private void usual(int hours, long sent) {
    for (int i = 1; i <= hours; i++) {
      exchange(NOW.minus(HOUR.multipliedBy(i)), sent);
    }
  }

  @Test
  void far_more_than_ever_before_is_unusual_and_says_what_was_usual() {
    usual(24, 40_000_000);
    exchange(NOW.plusSeconds(60), 2_000_000_000L);
    assertThat(volume.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Anomaly.Traffic");
              assertThat(one.headline()).isEqualTo("10.0.0.5 exchanged 2.0 GB as a client of tls");
              assertThat(one.baseline())
                  .isEqualTo(
                      "41.0 MB at most in any 1 h of the 7 d before, 41.0 MB in the median of 24"
                          + " with traffic");
              assertThat(one.sides().source().addresses()).containsExactly("10.0.0.5");
            });
  }

  @Test
  void a_server_that_gives_away_far_more_than_before_is_unusual() {
    for (int i = 0; i <= 24; i++) {
      Row row = Row.at(NOW.minus(HOUR.multipliedBy(i)), "203.0.113.9", "10.0.0.80", 443);
      log.add(row.service("tls").bytes(1_000, i == 0 ? 3_000_000_000L : 50_000_000));
    }
    assertThat(volume.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> assertThat(one.sides().target().addresses()).containsExactly("10.0.0.80"));
  }

  @Test
  void a_nightly_backup_that_was_there_the_night_before_is_none() {
    usual(24, 40_000_000);
    exchange(NOW.minus(Duration.ofDays(1)).plusSeconds(60), 2_000_000_000L);
    exchange(NOW.plusSeconds(60), 2_100_000_000L);
    assertThat(volume.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void what_the_log_does_not_know_for_long_is_none() {
    usual(11, 40_000_000);
    exchange(NOW.plusSeconds(60), 2_000_000_000L);
    assertThat(volume.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void less_than_is_worth_a_look_takes_one_question_for_each_side() {
    usual(24, 1_000_000);
    exchange(NOW.plusSeconds(60), 400_000_000L);
    assertThat(volume.look(rules, WINDOW)).isEmpty();
    assertThat(log.questions).hasSize(2);
  }

  @Test
  void a_span_of_many_hours_finds_the_same_as_hour_by_hour() {
    usual(48, 40_000_000);
    exchange(NOW.minus(HOUR.multipliedBy(3)).plusSeconds(5), 900_000_000L);
    exchange(NOW.plusSeconds(60), 5_000_000_000L);
    Span day = new Span(NOW.minus(HOUR.multipliedBy(23)), NOW.plus(HOUR));
    assertThat(volume.look(rules, day))
        .extracting(one -> one.window().start())
        .containsExactlyInAnyOrder(NOW.minus(HOUR.multipliedBy(3)), NOW);
    assertThat(volume.look(rules, WINDOW)).hasSize(1);
  }
}
