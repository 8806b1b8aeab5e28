package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmplificationTest {
  private static final Duration WIDTH = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(WIDTH));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private final Amplification amplification =
      new Amplification(WIDTH, List.of(53, 123), 1_000_000, 10, 300);

  private void answers(
      int count, int port, long clientBytes, long serverBytes, long serverPackets) {
    for (int i = 0; i < count; i++) {
      String server = "192.0.2." + (i % 50 + 1);
      log.add(
          Row.at(START.plusMillis(i), "198.51.100.9", server, port)
              .udp()
              .bytes(clientBytes, serverBytes)
              .packets(clientBytes / 50, serverPackets));
    }
  }

  @Test
  void many_servers_that_answer_a_hundredfold_are_amplification() {
    answers(50, 123, 234, 44_000, 100);
    assertThat(amplification.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Availability.DDoS");
              assertThat(one.sides().target().addresses()).containsExactly("198.51.100.9");
              assertThat(one.sides().named()).isEqualTo(Sides.Named.SOURCE_SERVERS);
              assertThat(one.headline())
                  .isEqualTo("50 servers sent 2.2 MB to 198.51.100.9 from UDP port 123");
              assertThat(one.baseline()).isEqualTo("198.51.100.9 had asked for it with 11.7 kB");
            });
  }

  @Test
  void answers_without_questions_as_the_victims_exporter_sees_them_are_amplification() {
    for (int i = 0; i < 50; i++) {
      log.add(
          Row.at(START.plusMillis(i), "198.51.100.9", "192.0.2." + (i + 1), 53)
              .exported("", 0, 0, 40)
              .udp()
              .bytes(0, 60_000)
              .packets(0, 45));
    }
    assertThat(amplification.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void a_time_server_that_answers_is_none() {
    answers(50_000, 123, 90, 90, 1);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_busy_resolver_is_none_also_where_only_its_answers_are_seen() {
    answers(20_000, 53, 80, 240, 1);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
    log.rows.clear();
    answers(20_000, 53, 0, 240, 1);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void video_over_udp_is_none() {
    answers(50, 443, 2_000, 4_000_000, 3_000);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void bytes_without_a_number_of_packets_are_none() {
    answers(50, 123, 234, 44_000, 0);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void little_is_none() {
    answers(10, 123, 234, 44_000, 100);
    assertThat(amplification.look(rules, WINDOW)).isEmpty();
  }
}
