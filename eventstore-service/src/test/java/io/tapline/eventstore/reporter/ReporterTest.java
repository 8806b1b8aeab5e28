package io.tapline.eventstore.reporter;

import static io.tapline.eventstore.reporter.ReportsOnPostgres.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.AttachmentKinds;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.GroupTiming;
import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.group.ReportMode;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.reporter.Reporter.AdHoc;
import io.tapline.eventstore.reporter.Reporter.Outcome;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.v1.EventQuery;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of severity low are one hour; keys are quiet for 10, the last 5 are for relapses. */
class ReporterTest {
  private static ReportsOnPostgres on;

  @BeforeAll
  static void start() throws IOException {
    on = new ReportsOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    on.close();
  }

  @BeforeEach
  void clear() {
    on.clear();
    on.group(GROUP, GroupSettings.STANDARD, "10.0.0.0/8", "2001:db8::/32");
  }

  private static GroupSettings settings(ReportMode mode, boolean mute, List<String> redirectTo) {
    return new GroupSettings(
        mode,
        AttachmentKinds.ALL,
        Map.of(),
        false,
        mute,
        redirectTo,
        false,
        1_000_000,
        Map.of(Severity.LOW, List.of("low@example.org")),
        ReportLanguage.EN,
        ZoneOffset.UTC);
  }

  private static RunCounts counts(Optional<Outcome> outcome) {
    return outcome.orElseThrow().run().counts();
  }

  @Test
  void events_of_a_window_are_reported_together_and_later_ones_are_kept_back() {
    on.scan("a", "00:05", "10.0.0.1");
    on.scan("b", "00:30", "10.0.0.1");
    assertThat(on.runAt("00:59")).as("the first window began before the hour").isPresent();
    on.scan("c", "01:30", "10.0.0.1");
    assertThat(on.runAt("01:40")).as("too soon").isEmpty();
    Outcome kept = on.runAt("01:50").orElseThrow();
    assertThat(kept.reports()).isEmpty();
    assertThat(kept.run().counts().thresholdBlocked()).isEqualTo(1);
    assertThat(kept.run().summaryLabel()).isNull();
  }

  @Test
  void the_first_window_is_one_period_and_the_next_begins_where_it_ended() {
    on.scan("before", "00:29", "10.0.0.1");
    on.scan("at-start", "00:30", "10.0.0.2");
    on.scan("at-end", "01:30", "10.0.0.3");
    Outcome first = on.runAt("01:35").orElseThrow();
    assertThat(first.run().window().start()).isEqualTo("2026-03-01T00:30:00Z");
    assertThat(first.run().window().end()).isEqualTo("2026-03-01T01:30:00Z");
    assertThat(sources(first)).containsExactly("10.0.0.2");
    assertThat(sources(on.runAt("02:35").orElseThrow())).containsExactly("10.0.0.3");
  }

  private static List<String> sources(Outcome outcome) {
    return outcome.reports().getFirst().classes().stream()
        .flatMap(one -> one.sources().stream())
        .map(SourceSummary::source)
        .toList();
  }

  @Test
  void a_relapse_by_the_clock_is_reported_in_the_window_of_its_decision() {
    on.scan("a", "00:05", "10.0.0.1");
    assertThat(counts(on.runAt("01:00")).reported()).isEqualTo(1);
    on.scan("b", "09:30", "10.0.0.1");
    assertThat(counts(on.runAt("10:00")).thresholdBlocked()).isEqualTo(1);
    on.relapsesAt("10:05");
    Outcome relapsed = on.runAt("11:00").orElseThrow();
    assertThat(relapsed.run().counts()).isEqualTo(new RunCounts(0, 0, 0, 0, 0, 1, new TreeMap<>()));
    assertThat(relapsed.reports().getFirst().text())
        .contains("1 of the events had been reported before and have come back.");
    assertThat(counts(on.runAt("12:00")).all()).isZero();
  }

  @Test
  void what_a_filter_kept_out_silences_nobody_else() {
    on.filter("lab", EventQuery.newBuilder().addDetectors("lab").build());
    on.insert(
        "a", "2026-03-01T00:05:00Z", json -> json.replace("io.tapline.report", "lab"), "10.0.0.1");
    on.scan("b", "00:10", "10.0.0.1");
    Outcome outcome = on.runAt("01:00").orElseThrow();
    assertThat(outcome.run().counts().filtering()).isEqualTo(Map.of("lab", 1L));
    assertThat(outcome.run().counts().reported()).isEqualTo(1);
    assertThat(on.filter("lab").hits()).isEqualTo(1);
    assertThat(on.filter("lab").lastHit()).isEqualTo("2026-03-01T01:00:00Z");
  }

  @Test
  void a_source_is_the_groups_only_by_the_smallest_network() {
    on.group("other@example.org", GroupSettings.STANDARD, "10.1.0.0/16");
    on.scan("a", "00:05", "10.1.0.1,10.0.0.1,192.0.2.1,2001:db8::5");
    on.scan("b", "00:06", "10.1.0.2");
    Outcome outcome = on.runAt("01:00").orElseThrow();
    assertThat(sources(outcome)).containsExactly("10.0.0.1", "2001:db8::5");
    assertThat(outcome.run().counts().newEvents()).isEqualTo(1);
  }

  @Test
  void tests_and_other_severities_are_not_reported() {
    on.insert(
        "a",
        "2026-03-01T00:05:00Z",
        json -> json.replace("\"Recon.Scanning\"", "\"Recon.Scanning\", \"Test\""),
        "10.0.0.1");
    on.insert("b", "2026-03-01T00:06:00Z", json -> json.replace("\"low\"", "\"high\""), "10.0.0.2");
    assertThat(counts(on.runAt("01:00")).all()).isZero();
    Outcome test = on.reporter().runAdHoc(new AdHoc(GROUP, Severity.LOW, null, null, true, true));
    assertThat(sources(test)).containsExactly("10.0.0.1");
  }

  @Test
  void a_mail_has_the_files_and_goes_to_the_recipients_of_the_severity() {
    on.group(GROUP, settings(ReportMode.BOTH, false, List.of()), "10.0.0.0/8");
    on.scan("a", "00:05", "10.0.0.2,10.0.0.1");
    Outcome outcome = on.runAt("01:00").orElseThrow();
    assertThat(outcome.reports()).hasSize(3);
    assertThat(on.mails)
        .extracting(ReportMail::label)
        .containsExactlyElementsOf(outcome.reports().stream().map(Report::label).toList());
    assertThat(on.mails)
        .allSatisfy(mail -> assertThat(mail.to()).containsExactly("low@example.org"));
    assertThat(on.mails.get(1).subject())
        .endsWith("low - Notice about possible problems regarding host 10.0.0.1");
    assertThat(on.mails.getFirst().files())
        .extracting(ReportFile::mediaType)
        .containsExactly("application/json", "text/csv");
    assertThat(outcome.run().mailTo()).containsExactly("low@example.org");
    String notices =
        """
        SELECT string_agg(n.idempotency_key || ' ' || n.recipients[1] || ' ' || a.files, ',')
        FROM eventstore.notice n, lateral (SELECT count(*) AS files
          FROM eventstore.notice_attachment a WHERE a.notice_id = n.id) a
        WHERE n.state = 'PENDING' AND n.subject LIKE '%Notice about%'""";
    assertThat(on.store.row(notices).getString(0).split(","))
        .containsExactlyInAnyOrderElementsOf(
            outcome.reports().stream()
                .map(report -> "report-" + report.label() + " low@example.org 2")
                .toList());
  }

  @Test
  void without_a_channel_for_mail_a_report_is_made_and_says_that_nobody_was_sent_it() {
    on.store.execute("DELETE FROM eventstore.channel");
    on.scan("a", "00:05", "10.0.0.1");
    Report report = on.runAt("01:00").orElseThrow().reports().getFirst();
    assertThat(report.mailTo()).isEmpty();
    assertThat(on.mails).isEmpty();
  }

  @Test
  void what_is_muted_or_of_mode_none_is_made_and_not_sent_and_a_redirected_one_goes_elsewhere() {
    on.group(GROUP, settings(ReportMode.SUMMARY, true, List.of()), "10.0.0.0/8");
    on.scan("a", "00:05", "10.0.0.1");
    assertThat(on.runAt("01:00").orElseThrow().reports()).hasSize(1);
    on.group(GROUP, settings(ReportMode.NONE, false, List.of()), "10.0.0.0/8");
    on.scan("b", "01:05", "10.0.0.2");
    assertThat(on.runAt("02:00").orElseThrow().reports()).hasSize(1);
    assertThat(on.mails).isEmpty();
    on.group(GROUP, settings(ReportMode.SUMMARY, false, List.of("me@example.org")), "10.0.0.0/8");
    on.scan("c", "02:05", "10.0.0.3");
    assertThat(on.runAt("03:00")).isPresent();
    assertThat(on.mails.getFirst().to()).containsExactly("me@example.org");
  }

  @Test
  void a_failed_delivery_undoes_the_window_and_it_is_done_again() {
    on.filter("rest", EventQuery.newBuilder().addSourceAddrs("10.9.0.0/16").build());
    on.scan("a", "00:05", "10.0.0.1");
    on.scan("b", "00:05", "10.9.0.1");
    on.mailFails = true;
    assertThatThrownBy(() -> on.runAt("01:00")).hasMessageContaining("no mail today");
    assertThat(on.store.row("SELECT count(*) FROM eventstore.report").getLong(0)).isZero();
    assertThat(on.filter("rest").hits()).isZero();
    on.mailFails = false;
    assertThat(sources(on.runAt("01:00").orElseThrow())).containsExactly("10.0.0.1");
    assertThat(on.filter("rest").hits()).isEqualTo(1);
  }

  @Test
  void an_ad_hoc_run_reports_what_was_told_and_moves_nothing_and_a_dry_run_stores_nothing() {
    on.scan("a", "00:05", "10.0.0.1");
    assertThat(on.runAt("01:00")).isPresent();
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    AdHoc dry = new AdHoc(GROUP, Severity.LOW, start, null, true, false);
    assertThat(on.reporter().runAdHoc(dry).reports()).hasSize(1);
    assertThat(on.store.row("SELECT count(*) FROM eventstore.report").getLong(0)).isEqualTo(1);
    AdHoc stored = new AdHoc(GROUP, Severity.LOW, start, null, false, false);
    Outcome outcome = on.reporter().runAdHoc(stored);
    String label = outcome.reports().getFirst().label();
    assertThat(StoreOnPostgres.await(on.reports.get(label)).run()).contains(outcome.run());
    assertThat(on.runAt("01:01")).as("the state did not move").isEmpty();
    assertThatThrownBy(
            () ->
                on.reporter().runAdHoc(new AdHoc("nobody", Severity.LOW, start, null, true, false)))
        .hasMessage("no abuse group has this name");
  }

  @Test
  void a_groups_own_timing_holds_for_its_sources_alone() {
    GroupTiming own = new GroupTiming(Duration.ofHours(2), Duration.ofHours(3), Duration.ZERO);
    GroupSettings timed =
        new GroupSettings(
            ReportMode.SUMMARY,
            AttachmentKinds.NONE,
            Map.of(Severity.LOW, own),
            false,
            false,
            List.of(),
            false,
            1_000,
            Map.of(),
            ReportLanguage.EN,
            ZoneOffset.UTC);
    on.group(GROUP, timed, "10.0.0.0/8");
    on.group("other@example.org", GroupSettings.STANDARD, "10.1.0.0/16");
    on.scan("a", "00:05", "10.0.0.1,10.1.0.1,192.0.2.1");
    assertThat(on.store.explain("a"))
        .extracting(Decision::source, one -> one.window().end().toString())
        .containsExactly(
            tuple("10.0.0.1", "2026-03-01T03:05:00Z"),
            tuple("10.1.0.1", "2026-03-01T10:05:00Z"),
            tuple("192.0.2.1", "2026-03-01T10:05:00Z"));
    assertThat(on.store.explain("a").getFirst().window().relapseStart())
        .as("the standard relapse is longer than the threshold")
        .isEqualTo("2026-03-01T00:05:00Z");
    Outcome outcome = on.runAt("02:00").orElseThrow();
    assertThat(outcome.run().window().start()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(outcome.reports().getFirst().files()).isEmpty();
  }

  @Test
  void what_a_disabled_group_missed_is_not_caught_up() {
    on.scan("a", "00:05", "10.0.0.1");
    assertThat(on.runAt("01:00")).isPresent();
    on.group(
        new AbuseGroup(
            GROUP, true, ReportsOnPostgres.ranges("10.0.0.0/8"), GroupSettings.STANDARD));
    on.scan("b", "02:00", "10.0.0.2");
    assertThat(on.runAt("10:00")).isEmpty();
    on.group(GROUP, GroupSettings.STANDARD, "10.0.0.0/8");
    assertThat(on.runAt("20:00").orElseThrow().run().window().start())
        .isEqualTo("2026-03-01T19:00:00Z");
  }

  @Test
  void a_transaction_that_may_still_insert_holds_the_window_open() {
    SqlConnection inserting = StoreOnPostgres.await(on.store.pool.getConnection());
    SqlConnection looking = StoreOnPostgres.await(on.store.pool.getConnection());
    ReporterState state = new ReporterState(looking, GROUP);
    Transaction open = StoreOnPostgres.await(inserting.begin());
    Instant began =
        StoreOnPostgres.await(inserting.query("SELECT now()").execute())
            .iterator()
            .next()
            .getOffsetDateTime(0)
            .toInstant();
    assertThat(state.settled(Duration.ZERO)).isBeforeOrEqualTo(began);
    StoreOnPostgres.await(open.commit());
    assertThat(state.settled(Duration.ZERO)).isAfter(began);
    StoreOnPostgres.await(inserting.close());
    StoreOnPostgres.await(looking.close());
  }
}
