package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.blocklist.Blocklists;
import io.tapline.report.blocklist.ListOf;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlocklistHitsTest {
  private static final Duration WIDTH = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(WIDTH));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private Blocklists lists = ListOf.entries("203.0.113.0/28", "bad.example");
  private final BlocklistHits hits = new BlocklistHits(WIDTH, () -> lists);

  @Test
  void a_host_that_calls_a_listed_address_is_a_hit_also_when_nothing_comes_of_it() {
    log.add(Row.at(START, "10.0.0.5", "203.0.113.9", 443));
    log.add(Row.at(START.plusSeconds(1), "10.0.0.6", "203.0.113.8", 80).futile("S0"));
    log.add(Row.at(START.plusSeconds(2), "10.0.0.5", "203.0.113.200", 443));
    assertThat(hits.look(rules, WINDOW))
        .extracting(Sighting::subject)
        .containsExactlyInAnyOrder("10.0.0.5", "10.0.0.6");
  }

  @Test
  void a_hit_says_which_list_has_what() {
    log.add(Row.at(START, "10.0.0.5", "203.0.113.9", 443));
    assertThat(hits.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Malware");
              assertThat(one.headline())
                  .isEqualTo("10.0.0.5 called 203.0.113.9 port 443, which is listed, 1 time");
              assertThat(one.baseline())
                  .isEqualTo("203.0.113.9 is on the list test as 203.0.113.0/28");
            });
  }

  @Test
  void a_listed_address_that_was_answered_is_a_hit_and_one_that_was_not_is_none() {
    log.add(Row.at(START, "203.0.113.9", "10.0.0.80", 443));
    log.add(Row.at(START, "203.0.113.8", "10.0.0.80", 23).futile("REJ"));
    log.add(Row.at(START, "203.0.113.7", "10.0.0.80", 24).futile("S0"));
    assertThat(hits.look(rules, WINDOW))
        .singleElement()
        .satisfies(one -> assertThat(one.subject()).isEqualTo("203.0.113.9"))
        .satisfies(one -> assertThat(one.category()).isEqualTo("Anomaly.Connection"));
  }

  @Test
  void a_listed_name_is_a_hit_whether_it_was_asked_for_or_called() {
    log.add(Row.at(START, "10.0.0.5", "192.0.2.53", 53).udp().hostname("c2.bad.example"));
    log.add(Row.at(START, "10.0.0.5", "192.0.2.9", 443).hostname("bad.example"));
    log.add(Row.at(START, "10.0.0.5", "192.0.2.9", 443).hostname("good.example"));
    assertThat(hits.look(rules, WINDOW))
        .extracting(one -> one.key().getFirst())
        .containsExactlyInAnyOrder("c2.bad.example", "bad.example");
  }

  @Test
  void two_hosts_that_call_each_other_on_one_port_are_two_hits_with_keys_of_their_own() {
    log.add(Row.at(START, "10.0.0.5", "203.0.113.9", 25));
    log.add(Row.at(START, "203.0.113.9", "10.0.0.5", 25));
    assertThat(hits.look(rules, WINDOW))
        .extracting(Sighting::key)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void exports_are_hits_too() {
    log.add(Row.at(START, "10.0.0.5", "203.0.113.9", 443).exported("SF", 27, 9, 9));
    assertThat(hits.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void a_name_of_odd_characters_is_asked_for_as_it_is() {
    lists = ListOf.entries("bad.example");
    log.add(Row.at(START, "10.0.0.5", "192.0.2.9", 443).hostname("*.bad.example"));
    log.add(Row.at(START, "10.0.0.5", "192.0.2.9", 443).hostname("x) or (y.bad.example"));
    assertThat(hits.look(rules, WINDOW)).hasSize(2);
  }

  @Test
  void without_lists_nothing_is_asked_and_without_hits_one_question_for_each_way() {
    log.add(Row.at(START, "10.0.0.5", "192.0.2.9", 443).hostname("good.example"));
    assertThat(hits.look(rules, WINDOW)).isEmpty();
    assertThat(log.questions).hasSize(3);
    lists = Blocklists.NONE;
    assertThat(hits.look(rules, WINDOW)).isEmpty();
    assertThat(log.questions).hasSize(3);
  }

  @Test
  void among_more_addresses_than_fit_an_answer_the_listed_one_is_found() {
    for (int i = 0; i < 12_000; i++) {
      String server = "%d.%d.%d.1".formatted(1 + i % 200, i / 200, i % 7);
      log.add(Row.at(START.plusMillis(i % 1_000), "10.0.0.5", server, 443));
      log.add(Row.at(START.plusMillis(i % 1_000), "10.0.0.5", server, 443));
    }
    log.add(Row.at(START, "10.0.0.6", "203.0.113.9", 443));
    assertThat(hits.look(rules, WINDOW))
        .singleElement()
        .satisfies(one -> assertThat(one.subject()).isEqualTo("10.0.0.6"));
  }
}
