package io.tapline.report.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.report.Reason;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.LogMessages;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private final FakeLog log = new FakeLog();

  private void add(String start, String client, String server, String service, long bytes) {
    log.add(Row.at(start, client, server, 443).service(service).bytes(0, bytes));
  }

  private void sample() {
    add("2026-03-02T10:00:00.5Z", "10.0.0.1", "192.0.2.1", "tls", 1_000);
    add("2026-03-02T10:00:01.2Z", "10.0.0.2", "192.0.2.1", "tls", 3_000);
    add("2026-03-02T10:00:05.9Z", "10.0.0.1", "192.0.2.2", "dns", 100);
    add("2026-03-02T10:01:00.0Z", "10.0.0.1", "192.0.2.3", "ssh", 9_000);
  }

  @Test
  void services_come_with_their_hosts_and_times_most_bytes_first() {
    sample();
    ServiceSummary.Answer answer = new ServiceSummary(log).ask(Scope.ALL, 0);
    assertThat(answer.rows())
        .extracting(ServiceSummary.Row::service)
        .containsExactly("ssh", "tls", "dns");
    ServiceSummary.Row tls = answer.rows().get(1);
    assertThat(tls.clients()).isEqualTo(2);
    assertThat(tls.servers()).isEqualTo(1);
    assertThat(tls.firstStart()).isEqualTo(Instant.parse("2026-03-02T10:00:00.5Z"));
    assertThat(answer.total().bytes()).isEqualTo(13_100);
  }

  @Test
  void the_total_counts_also_what_is_not_among_the_rows() {
    sample();
    ServiceSummary.Answer answer = new ServiceSummary(log).ask(Scope.ALL, 1);
    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.total().connections()).isEqualTo(4);
  }

  @Test
  void talkers_are_ranked_by_the_side_and_measure_asked_for() {
    sample();
    TopTalkers talkers = new TopTalkers(log);
    assertThat(talkers.ask(Scope.ALL, TopTalkers.Side.SERVER, TopTalkers.By.BYTES, 2).rows())
        .extracting(TopTalkers.Row::host)
        .containsExactly("192.0.2.3", "192.0.2.1");
    TopTalkers.Answer clients =
        talkers.ask(Scope.ALL, TopTalkers.Side.CLIENT, TopTalkers.By.CONNECTIONS, 0);
    assertThat(clients.rows().getFirst().host()).isEqualTo("10.0.0.1");
    assertThat(clients.rows().getFirst().peers()).isEqualTo(3);
    assertThat(clients.hosts()).isEqualTo(2);
  }

  @Test
  void a_limit_that_is_negative_or_over_the_maximum_is_refused_with_the_maximum() {
    assertRefused("1000", () -> new ServiceSummary(log).ask(Scope.ALL, -1));
    assertRefused("1000", () -> new ServiceSummary(log).ask(Scope.ALL, 1_001));
    assertRefused(
        "1000",
        () ->
            new TopTalkers(log).ask(Scope.ALL, TopTalkers.Side.CLIENT, TopTalkers.By.BYTES, 1_001));
    assertRefused("20", () -> new TrafficOverTime(log).ask(Scope.ALL, null, 21));
    assertThat(log.questions).isEmpty();
  }

  private static void assertRefused(String maximum, ThrowingCallable ask) {
    assertThatThrownBy(ask)
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INVALID_LIMIT);
              assertThat(e.details()).containsEntry("maximum", maximum);
            });
  }

  @Test
  void gaps_between_buckets_are_zeros_and_the_sums_are_those_of_the_log() {
    sample();
    TrafficOverTime.Answer answer =
        new TrafficOverTime(log).ask(Scope.ALL, Duration.ofSeconds(1), 0);
    assertThat(answer.starts()).hasSize(61);
    assertThat(answer.starts().getFirst()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    TrafficOverTime.Series tls = answer.series().get(1);
    assertThat(tls.service()).isEqualTo("tls");
    assertThat(Arrays.copyOf(tls.bytes(), 4)).containsExactly(1_000, 3_000, 0, 0);
    assertThat(sum(answer)).isEqualTo(13_100);
  }

  @Test
  void services_beyond_the_limit_are_one_series_named_other() {
    sample();
    TrafficOverTime.Answer answer =
        new TrafficOverTime(log).ask(Scope.ALL, Duration.ofSeconds(10), 1);
    assertThat(answer.series())
        .extracting(TrafficOverTime.Series::service)
        .containsExactly("ssh", TrafficOverTime.OTHER);
    assertThat(answer.series().getLast().bytes()).containsExactly(4_100, 0, 0, 0, 0, 0, 0);
    assertThat(sum(answer)).isEqualTo(13_100);
  }

  @Test
  void a_connection_that_outlasts_the_interval_adds_no_buckets() {
    log.add(
        Row.at("2026-03-02T10:00:00Z", "10.0.0.1", "192.0.2.1", 22).lasting(Duration.ofDays(9)));
    Scope minute =
        Scope.active(
            Instant.parse("2026-03-02T10:00:00Z"), Instant.parse("2026-03-02T10:01:00Z"), "");
    TrafficOverTime.Answer answer = new TrafficOverTime(log).ask(minute, Duration.ofSeconds(10), 0);
    assertThat(answer.starts()).hasSize(6);
  }

  @Test
  void nothing_in_scope_is_an_answer_without_buckets() {
    TrafficOverTime.Answer answer = new TrafficOverTime(log).ask(Scope.ALL, null, 0);
    assertThat(answer.starts()).isEmpty();
    assertThat(answer.series()).isEmpty();
  }

  @Test
  void what_is_known_to_be_missing_is_passed_on() {
    sample();
    log.completeness =
        new Completeness(
            List.of(
                new Completeness.Loss(
                    "s/eth0", "capture.kernel", 7, "datagrams", null, null, "busy")),
            Map.of("datagrams", 7L, "unknown", 1L),
            null,
            3,
            1,
            Instant.parse("2026-03-01T00:00:00Z"),
            12,
            Completeness.State.NOT_COVERED,
            List.of(
                new Completeness.Gap(null, Instant.parse("2026-03-01T10:00:00Z")),
                new Completeness.Gap(Instant.parse("2026-03-01T12:00:00Z"), null)),
            List.of(new Completeness.FilterRemark("unknown_source", "There is no source.")));
    assertThat(LogMessages.completeness(LogMessages.message(log.completeness)))
        .isEqualTo(log.completeness);
    assertThat(new ServiceSummary(log).ask(Scope.ALL, 0).completeness())
        .isEqualTo(log.completeness);
    assertThat(new TrafficOverTime(log).ask(Scope.ALL, null, 0).completeness())
        .isEqualTo(log.completeness);
  }

  private static long sum(TrafficOverTime.Answer answer) {
    return answer.series().stream().mapToLong(one -> Arrays.stream(one.bytes()).sum()).sum();
  }
}
