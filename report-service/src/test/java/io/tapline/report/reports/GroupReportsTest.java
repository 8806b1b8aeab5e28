package io.tapline.report.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Interval;
import io.tapline.flowlog.v1.Connection;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupReportsTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span HOUR = new Span(START, START.plus(Duration.ofHours(1)));
  private static final Span HOUR_BEFORE = new Span(START.minus(Duration.ofHours(1)), START);
  private static final List<String> COLUMNS = List.of("client", "service");

  private final FakeLog log = new FakeLog();

  /** Two hours of few hosts and services; some services have no name. */
  private void fill() {
    Random random = new Random(11);
    List<String> services = List.of("tls", "dns", "", "my service");
    for (int i = 0; i < 400; i++) {
      Instant at = HOUR_BEFORE.start().plusSeconds(random.nextInt(7_200));
      log.add(
          Row.at(at, "10.0.0." + random.nextInt(20), "192.0.2." + random.nextInt(4), 443)
              .service(services.get(random.nextInt(4)))
              .bytes(random.nextInt(90_000), random.nextInt(90_000)));
    }
  }

  private Totals sum(Span span, String filter) {
    return sum(log.matching(Scope.started(span.start(), span.end(), filter)));
  }

  private static Totals sum(List<Connection> rows) {
    Totals sum = Totals.NONE;
    for (Connection row : rows) {
      sum =
          sum.plus(
              new Totals(
                  1,
                  row.getClientPackets() + row.getServerPackets(),
                  row.getClientBytes() + row.getServerBytes()));
    }
    return sum;
  }

  private static Scope scope(String filter) {
    return Scope.started(HOUR.start(), HOUR.end(), filter);
  }

  @ParameterizedTest
  @EnumSource
  void the_filter_of_a_row_lists_the_connections_that_it_counts(TopTalkers.By by) {
    fill();
    Top.Answer answer =
        new Top(log).ask(scope("service = dns OR server = 192.0.2.1"), COLUMNS, by, 8);
    assertThat(answer.rows()).hasSize(8);
    for (Top.Row row : answer.rows()) {
      assertThat(row.totals()).isEqualTo(sum(HOUR, row.filter()));
    }
    assertThat(answer.rows()).extracting(row -> -by.of(row.totals())).isSorted();
  }

  @Test
  void rows_and_the_others_are_everything_and_one_question_is_asked() {
    fill();
    Top.Answer answer = new Top(log).ask(scope(""), COLUMNS, TopTalkers.By.BYTES, 0);
    assertThat(answer.rows()).hasSize(10);
    Totals shown = answer.rows().stream().map(Top.Row::totals).reduce(Totals.NONE, Totals::plus);
    assertThat(answer.total()).isEqualTo(sum(HOUR, ""));
    assertThat(answer.other().connections()).isPositive();
    assertThat(shown.plus(answer.other())).isEqualTo(answer.total());
    assertThat(answer.groups()).isGreaterThan(10);
    assertThat(log.questions).hasSize(1);
  }

  @Test
  void what_filters_cannot_name_has_no_filter() {
    GroupColumns columns = new GroupColumns(List.of("client_as", "hostname"));
    assertThat(columns.filter("", List.of("", "example.com"))).isEmpty();
    assertThat(columns.filter("", List.of("64500", "*.example.com"))).isEmpty();
    assertThat(columns.filter("", List.of("64500", "")))
        .isEqualTo("client_as = 64500 AND hostname = \"\"");
    assertThat(new GroupColumns(List.of("history")).filter("", List.of("ShADadFf"))).isEmpty();
    assertThat(columns.filter("port in (" + "80 ".repeat(62) + ")", List.of("64500", "a")))
        .isEmpty();
  }

  @Test
  void a_quote_of_a_payload_stays_within_its_value() {
    assertThat(new GroupColumns(List.of("hostname")).filter("", List.of("a\" OR port = 1")))
        .isEqualTo("hostname = \"a\\\" OR port = 1\"");
  }

  @Test
  void columns_that_are_none_too_many_or_named_twice_are_refused() {
    List<String> nine = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertRefused(Reason.INVALID_PARAMETER, "1 to 8", () -> top(List.of(), 0));
    assertRefused(Reason.INVALID_PARAMETER, "not 9", () -> top(nine, 0));
    assertRefused(Reason.INVALID_PARAMETER, "twice", () -> top(List.of("client", "client"), 0));
    assertRefused(Reason.INVALID_LIMIT, "1001", () -> top(COLUMNS, 1_001));
    assertRefused(Reason.INVALID_LIMIT, "-1", () -> top(COLUMNS, -1));
    assertThat(log.questions).isEmpty();
  }

  private Top.Answer top(List<String> columns, int limit) {
    return new Top(log).ask(Scope.ALL, columns, TopTalkers.By.BYTES, limit);
  }

  private static void assertRefused(Reason reason, String words, ThrowingCallable ask) {
    assertThatThrownBy(ask)
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void of_twenty_bins_the_nineteenth_is_the_95th_percentile() {
    for (int bin = 0; bin < 20; bin++) {
      Instant at = START.plus(Percentile.BIN.multipliedBy(bin)).plusSeconds(7);
      log.add(Row.at(at, "10.0.0.1", "192.0.2.1", 443).bytes(0, 300L * (20 - bin)));
    }
    Span bins = new Span(START, START.plus(Percentile.BIN.multipliedBy(20)));
    Percentile.Answer answer = new Percentile(log).ask(bins, "", 0);
    assertThat(answer.rate()).isEqualTo(19 * 8);
    assertThat(answer.max()).isEqualTo(20 * 8);
    assertThat(answer.maxStart()).isEqualTo(START);
    assertThat(answer.mean()).isEqualTo(84);
    assertThat(new Percentile(log).ask(bins, "", 100).rate()).isEqualTo(20 * 8);
    assertThat(new Percentile(log).ask(bins, "", 1).rate()).isEqualTo(8);
  }

  @Test
  void a_percentile_is_that_of_a_plain_sort_with_the_bins_without_traffic() {
    fill();
    for (int percent = 1; percent <= 100; percent++) {
      assertThat(new Percentile(log).ask(HOUR, "client = 10.0.0.7", percent).rate())
          .as("percent %d", percent)
          .isEqualTo(slowPercentile("client = 10.0.0.7", percent));
    }
  }

  /** The smallest rate that at least this share of the bins does not exceed. */
  private long slowPercentile(String filter, int percent) {
    List<Long> rates = new ArrayList<>();
    for (int bin = 0; bin < 12; bin++) {
      Instant start = START.plus(Percentile.BIN.multipliedBy(bin));
      rates.add(sum(new Span(start, start.plus(Percentile.BIN)), filter).bytes() * 8 / 300);
    }
    Collections.sort(rates);
    int rank = 1;
    while (rank * 100 < percent * rates.size()) {
      rank++;
    }
    return rates.get(rank - 1);
  }

  @Test
  void only_whole_bins_count_and_nothing_is_a_rate_of_zero() {
    Span uneven = new Span(START.plusSeconds(1), START.plus(Duration.ofMinutes(16)));
    Percentile.Answer answer = new Percentile(log).ask(uneven, "", 0);
    assertThat(answer.bins()).isEqualTo(2);
    assertThat(answer.interval())
        .isEqualTo(new Span(START.plusSeconds(300), START.plusSeconds(900)));
    assertThat(answer.rate()).isZero();
    assertThat(answer.maxStart()).isNull();
  }

  @Test
  void intervals_without_a_bin_or_with_too_many_and_percents_beyond_100_are_refused() {
    Percentile percentile = new Percentile(log);
    Span years = new Span(START, START.plus(Duration.ofDays(94)));
    assertThat(percentile.ask(new Span(START, START.plus(Duration.ofDays(93))), "", 0).bins())
        .isEqualTo(Percentile.MAX_BINS);
    assertRefused(Reason.INVALID_INTERVAL, "93 days", () -> percentile.ask(years, "", 0));
    assertRefused(
        Reason.INVALID_INTERVAL,
        "no whole bin",
        () -> percentile.ask(new Span(START.plusSeconds(1), START.plusSeconds(599)), "", 0));
    assertRefused(Reason.INVALID_LIMIT, "percent", () -> percentile.ask(HOUR, "", 101));
  }

  @Test
  void open_and_empty_intervals_are_refused_by_the_field_they_are_in() {
    assertRefused(
        Reason.INVALID_INTERVAL,
        "baseline",
        () -> GroupMessages.span(IntervalMessages.interval(START, null), "baseline"));
    assertRefused(
        Reason.INVALID_INTERVAL,
        "later end",
        () -> GroupMessages.span(IntervalMessages.interval(START, START), "interval"));
    assertRefused(
        Reason.INVALID_INTERVAL,
        "start",
        () -> GroupMessages.span(Interval.getDefaultInstance(), "interval"));
  }

  private static Change.Comparison comparison(List<String> columns, Change.Kind kind) {
    return new Change.Comparison(
        HOUR, null, true, "server = 192.0.2.1", columns, TopTalkers.By.BYTES, kind, 1_000);
  }

  @Test
  void each_side_of_a_change_is_what_its_filter_lists_in_either_interval() {
    fill();
    Change.Answer answer = new Change(log).ask(comparison(COLUMNS, Change.Kind.ALL));
    assertThat(answer.baseline()).isEqualTo(HOUR_BEFORE);
    assertThat(answer.rows()).hasSizeGreaterThan(20);
    for (Change.Row row : answer.rows()) {
      assertThat(Change.Row.orNone(row.now())).isEqualTo(sum(HOUR, row.filter()));
      assertThat(Change.Row.orNone(row.before())).isEqualTo(sum(HOUR_BEFORE, row.filter()));
    }
    assertThat(answer.rows()).extracting(row -> -Math.abs(row.by(TopTalkers.By.BYTES))).isSorted();
    assertThat(answer.now()).isEqualTo(sum(HOUR, "server = 192.0.2.1"));
  }

  @Test
  void new_and_vanished_groups_are_those_without_a_connection_in_one_of_the_intervals() {
    fill();
    Change change = new Change(log);
    List<Change.Row> all = change.ask(comparison(COLUMNS, Change.Kind.ALL)).rows();
    List<Change.Row> fresh = change.ask(comparison(COLUMNS, Change.Kind.NEW)).rows();
    List<Change.Row> gone = change.ask(comparison(COLUMNS, Change.Kind.VANISHED)).rows();
    assertThat(fresh).isNotEmpty();
    assertThat(gone).isNotEmpty();
    assertThat(fresh)
        .containsExactlyElementsOf(
            all.stream().filter(row -> sum(HOUR_BEFORE, row.filter()).connections() == 0).toList());
    assertThat(gone)
        .containsExactlyElementsOf(
            all.stream().filter(row -> sum(HOUR, row.filter()).connections() == 0).toList());
  }

  @Test
  void percent_is_of_the_baseline_and_absent_where_that_was_nothing() {
    log.add(Row.at(START.minusSeconds(9), "10.0.0.1", "192.0.2.1", 443).bytes(0, 400));
    log.add(Row.at(START.plusSeconds(9), "10.0.0.1", "192.0.2.1", 443).bytes(0, 100));
    log.add(Row.at(START.plusSeconds(9), "10.0.0.2", "192.0.2.1", 443).bytes(0, 50));
    GetChangeResponse answer =
        GroupMessages.message(
            new Change(log).ask(comparison(List.of("client"), Change.Kind.ALL)),
            TopTalkers.By.BYTES);
    assertThat(answer.getRows(0).getChange()).isEqualTo(-300);
    assertThat(answer.getRows(0).getChangePercent()).isEqualTo(-75.0);
    assertThat(answer.getRows(1).getChange()).isEqualTo(50);
    assertThat(answer.getRows(1).hasChangePercent()).isFalse();
    assertThat(answer.getTotal().getChangePercent()).isEqualTo(-62.5);
  }

  @Test
  void a_baseline_that_overlaps_the_interval_is_refused() {
    GetChangeRequest request =
        GetChangeRequest.newBuilder()
            .setInterval(IntervalMessages.interval(HOUR.start(), HOUR.end()))
            .setBaseline(IntervalMessages.interval(START.minusSeconds(60), START.plusNanos(1)))
            .addColumns("client")
            .build();
    assertRefused(
        Reason.INVALID_INTERVAL,
        "overlap",
        () -> new Change(log).ask(GroupMessages.comparison(request)));
    assertThat(log.questions).isEmpty();
  }

  @Test
  void more_groups_than_the_log_gives_are_refused_and_not_taken_for_new_ones() {
    Aggregate.Row total = new Aggregate.Row(null, List.of(), List.of(10_001L, 0L, 0L));
    Change change =
        new Change(question -> new Aggregate(List.of(), total, 10_001, Completeness.COMPLETE));
    assertRefused(
        Reason.REPORT_LIMIT,
        "10,001 groups",
        () -> change.ask(comparison(COLUMNS, Change.Kind.NEW)));
  }
}
