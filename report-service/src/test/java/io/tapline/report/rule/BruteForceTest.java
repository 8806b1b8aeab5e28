package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BruteForceTest {
  private static final int EVERYTHING = 2 + 16 + 8 + 1;
  private static final Duration WIDTH = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(WIDTH));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private final BruteForce bruteForce = new BruteForce(WIDTH, Map.of("ssh", 20, "imap", 60));

  private void sessions(int count, String service, UnaryOperator<Row> kind) {
    for (int i = 0; i < count; i++) {
      Row row = Row.at(START.plusMillis(i), "203.0.113.9", "192.0.2.22", 22).service(service);
      log.add(kind.apply(row));
    }
  }

  private static Row attempt(Row row) {
    return row.bytes(2_500, 3_100).payload(1_800, 2_400).lasting(Duration.ofSeconds(3));
  }

  @Test
  void many_short_sessions_with_one_server_are_brute_force() {
    sessions(20, "ssh", BruteForceTest::attempt);
    assertThat(bruteForce.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Attempt.Login");
              assertThat(one.headline())
                  .isEqualTo(
                      "203.0.113.9 began 20 sessions of ssh at 192.0.2.22, each short and small");
              assertThat(one.evidence())
                  .contains(Evidence.bytes("a session, from the client", 2_500));
            });
  }

  @Test
  void so_are_they_in_an_export_which_has_no_payload() {
    sessions(20, "ssh", row -> row.exported("SF", EVERYTHING, 12, 8));
    assertThat(bruteForce.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void each_service_has_its_own_threshold() {
    sessions(19, "ssh", BruteForceTest::attempt);
    sessions(59, "imap", BruteForceTest::attempt);
    assertThat(bruteForce.look(rules, WINDOW)).isEmpty();
    sessions(1, "imap", BruteForceTest::attempt);
    assertThat(bruteForce.look(rules, WINDOW))
        .singleElement()
        .satisfies(one -> assertThat(one.key()).last().isEqualTo("imap"));
  }

  @Test
  void sessions_that_move_data_or_last_are_none() {
    sessions(100, "ssh", row -> row.bytes(2_000_000, 40_000).payload(1_900_000, 2_000));
    sessions(100, "ssh", row -> attempt(row).lasting(Duration.ofMinutes(2)));
    assertThat(bruteForce.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_closed_port_is_none() {
    sessions(100, "ssh", row -> row.futile("REJ"));
    sessions(100, "ssh", row -> row.exported("REJ", 2, 1, 1));
    assertThat(bruteForce.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void browsing_is_none() {
    sessions(200, "tls", BruteForceTest::attempt);
    assertThat(bruteForce.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void one_client_that_logs_in_at_many_servers_once_each_is_none() {
    for (int i = 1; i <= 200; i++) {
      log.add(attempt(Row.at(START.plusMillis(i), "10.0.0.5", "192.0.2." + i, 22).service("ssh")));
    }
    assertThat(bruteForce.look(rules, WINDOW)).isEmpty();
  }
}
