package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewServerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant DAY = Instant.parse("2026-03-09T00:00:00Z");
  private static final Instant NOW = DAY.plus(HOUR.multipliedBy(10));
  private static final Span WINDOW = new Span(NOW, NOW.plus(HOUR));
  private static final Networks OURS = new Networks(List.of("10.0.0.0/8"));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private final NewServer newServer =
      new NewServer(HOUR, OURS, new NewServer.Limits(3, Duration.ofDays(7), Duration.ofDays(2)));

  private static Row row(Instant at, int port) {
    return Row.at(at, "10.0.0.5", "10.0.0.80", port).service("http");
  }

  private void known(int days) {
    log.add(row(DAY.minus(Duration.ofDays(days)), 80));
    log.add(row(DAY.minus(Duration.ofDays(1)), 80));
  }

  private void answers(Instant at, int port, int times) {
    for (int i = 0; i < times; i++) {
      log.add(row(at.plusSeconds(i), port));
    }
  }

  @Test
  void a_port_that_did_not_answer_before_is_new() {
    known(3);
    answers(NOW, 4_444, 3);
    assertThat(newServer.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Anomaly.Behaviour");
              assertThat(one.headline())
                  .isEqualTo("10.0.0.80 answers on tcp port 4444, which it did not before");
              assertThat(one.baseline())
                  .isEqualTo("no answered connection to that port in the 7 d before the first one");
            });
  }

  @Test
  void it_is_new_once_in_the_first_window_with_enough_connections() {
    known(3);
    answers(NOW.minus(HOUR), 4_444, 2);
    answers(NOW, 4_444, 5);
    answers(NOW.plus(HOUR), 4_444, 50);
    Span day = new Span(DAY, DAY.plus(Duration.ofDays(1)));
    assertThat(newServer.look(rules, day))
        .singleElement()
        .satisfies(one -> assertThat(one.window()).isEqualTo(WINDOW));
    assertThat(newServer.look(rules, WINDOW)).hasSize(1);
    assertThat(newServer.look(rules, new Span(WINDOW.end(), WINDOW.end().plus(HOUR)))).isEmpty();
  }

  @Test
  void a_port_that_begins_slowly_before_midnight_is_new_after_it() {
    known(4);
    answers(DAY.minusSeconds(60), 4_444, 2);
    answers(DAY.plus(HOUR), 4_444, 3);
    Span before = new Span(DAY.minus(Duration.ofDays(1)), DAY);
    assertThat(newServer.look(rules, before)).isEmpty();
    Span after = new Span(DAY.plus(HOUR), DAY.plus(HOUR.multipliedBy(2)));
    assertThat(newServer.look(rules, after))
        .singleElement()
        .satisfies(one -> assertThat(one.window()).isEqualTo(after));
  }

  @Test
  void a_port_that_was_new_before_midnight_is_not_new_again_after_it() {
    known(4);
    answers(DAY.minusSeconds(60), 4_444, 3);
    answers(DAY.plusSeconds(60), 4_444, 30);
    Span before = new Span(DAY.minus(HOUR), DAY);
    assertThat(newServer.look(rules, before)).hasSize(1);
    assertThat(newServer.look(rules, new Span(DAY, DAY.plus(HOUR)))).isEmpty();
    Span both = new Span(DAY.minus(HOUR), DAY.plus(HOUR));
    assertThat(newServer.look(rules, both))
        .singleElement()
        .satisfies(one -> assertThat(one.window()).isEqualTo(before));
  }

  @Test
  void a_port_that_answered_more_than_a_day_before_is_none() {
    known(5);
    answers(NOW.minus(Duration.ofDays(1)).minusSeconds(60), 4_444, 2);
    answers(NOW, 4_444, 30);
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void the_log_may_have_to_know_all_of_the_history() {
    Duration history = Duration.ofDays(3);
    NewServer strict = new NewServer(HOUR, OURS, new NewServer.Limits(3, history, history));
    log.add(row(DAY.minus(history).plusSeconds(60), 80));
    answers(NOW, 4_444, 3);
    assertThat(strict.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void a_port_that_answered_in_the_days_before_is_none() {
    known(3);
    answers(DAY.minus(Duration.ofDays(2)), 4_444, 1);
    answers(NOW, 4_444, 30);
    answers(NOW, 80, 30);
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void while_the_log_is_young_nothing_is_new() {
    known(1);
    answers(NOW, 4_444, 30);
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void attempts_that_came_to_nothing_are_none() {
    known(3);
    for (int i = 0; i < 50; i++) {
      log.add(row(NOW.plusSeconds(i), 23).futile("REJ").packets(1, 1));
      log.add(row(NOW.plusSeconds(i), 24).futile("S0"));
      log.add(row(NOW.plusSeconds(i), 25).state("RSTO").packets(2, 1));
    }
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void data_connections_and_calls_are_none() {
    known(3);
    for (int port = 40_000; port < 40_050; port++) {
      log.add(row(NOW.plusSeconds(1), port));
      log.add(row(NOW.plusSeconds(2), port).udp().service("unknown"));
    }
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void what_a_session_announced_and_other_media_are_none() {
    known(3);
    for (int i = 0; i < 20; i++) {
      log.add(row(NOW.plusSeconds(i), 50_000).announced("ftp-data"));
      log.add(row(NOW.plusSeconds(i), 50_002).udp().announced("rtp"));
      log.add(row(NOW.plusSeconds(i), 50_004).udp().service("rtp"));
      log.add(row(NOW.plusSeconds(i), 50_005).udp().service("rtcp"));
    }
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void connections_whose_beginning_was_not_seen_are_none() {
    known(3);
    for (int i = 0; i < 20; i++) {
      log.add(row(NOW.plusSeconds(i), 51_000).firstFrame());
    }
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void servers_outside_are_none() {
    known(3);
    for (int i = 0; i < 20; i++) {
      log.add(Row.at(NOW.plusSeconds(i), "10.0.0.5", "203.0.113.9", 443));
    }
    assertThat(newServer.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void an_hour_without_news_takes_two_questions() {
    known(3);
    newServer.look(rules, WINDOW);
    assertThat(log.questions).hasSize(2);
  }
}
