package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.report.Reason;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.LogProgress;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.HostScan;
import io.tapline.report.rule.PortScan;
import io.tapline.report.rule.Profile;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionScheduleTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final FakeLog log = new FakeLog();
  private final FakeProgress progress = new FakeProgress();
  private final List<String> inserted = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DetectionMetrics metrics = new DetectionMetrics(registry);
  private final ChangedSpans changed = new ChangedSpans(100, metrics);
  private boolean storeAway;
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  private final KeptState kept = new KeptState();
  private final DetectionSchedule schedule = schedule(15, changed);

  private DetectionSchedule schedule(int servers, ChangedSpans spans) {
    return schedule(
        List.of(
            new DetectionLane(
                List.of(new HostScan(WINDOW, servers)),
                new SettlePolicy(WINDOW, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                spans)));
  }

  private DetectionSchedule schedule(List<DetectionLane> lanes) {
    return new DetectionSchedule(
        progress,
        new DetectionRunner(log, this::insert, Suppressions.NONE, metrics),
        lanes,
        new CalmPolicy(Duration.ofSeconds(2), Duration.ofSeconds(60)),
        new ReportedEvents(1_000, metrics),
        kept,
        12,
        () -> now,
        metrics);
  }

  private String insert(String json) {
    if (storeAway) {
      throw new Refusal(Reason.EVENT_STORE_UNAVAILABLE, "away", new Exception());
    }
    inserted.add(json);
    return "new";
  }

  private void scan(Instant at) {
    for (int i = 1; i <= 15; i++) {
      log.add(Row.at(at.plusMillis(i), "10.0.0.6", "192.0.2." + i, 22).futile("S0"));
    }
    progress.changes.add(new Span(at, at.plusMillis(16)));
  }

  private void source(Instant lastFrame) {
    progress.open = List.of(new LogProgress.OpenSource("s/eth0", lastFrame));
  }

  @Test
  void an_imported_file_is_looked_at_as_soon_as_it_is_finished() {
    scan(START);
    schedule.tick();
    assertThat(inserted).hasSize(1);
    assertThat(changed.list()).isEmpty();
  }

  @Test
  void a_window_waits_until_the_sources_are_beyond_it() {
    scan(START);
    source(START.plus(WINDOW).plusSeconds(9));
    schedule.tick();
    assertThat(inserted).isEmpty();
    source(START.plus(WINDOW).plusSeconds(10));
    schedule.tick();
    assertThat(inserted).hasSize(1);
  }

  @Test
  void a_window_of_a_silent_source_is_looked_at_when_it_was_quiet() {
    scan(START);
    source(START.plusSeconds(1));
    schedule.tick();
    now = now.plusSeconds(9);
    schedule.tick();
    assertThat(inserted).isEmpty();
    now = now.plusSeconds(1);
    schedule.tick();
    assertThat(inserted).hasSize(1);
  }

  @Test
  void a_later_change_runs_the_window_again_and_sends_only_what_is_new() {
    scan(START);
    schedule.tick();
    log.add(Row.at(START.plusSeconds(2), "10.0.0.6", "192.0.2.99", 22).futile("S0"));
    for (int i = 1; i <= 15; i++) {
      log.add(Row.at(START.plusSeconds(2), "10.0.0.7", "192.0.2." + i, 22).futile("S0"));
    }
    progress.changes.add(new Span(START, START.plusSeconds(3)));
    schedule.tick();
    assertThat(inserted).hasSize(2);
    assertThat(inserted.getLast()).contains("10.0.0.7");
    assertThat(registry.get("tapline.report.findings.repeated").counter().count()).isEqualTo(1);
  }

  @Test
  void nothing_is_looked_at_during_an_import_and_once_when_it_was_calm_for_a_while() {
    progress.ingesting = true;
    for (int i = 0; i < 10; i++) {
      scan(START.plus(WINDOW.multipliedBy(i)));
      schedule.tick();
      now = now.plusSeconds(2);
    }
    assertThat(log.questions).isEmpty();
    assertThat(registry.get("tapline.report.runs.postponed").counter().count()).isEqualTo(10);
    progress.ingesting = false;
    schedule.tick();
    assertThat(inserted).hasSize(10);
    assertThat(log.questions)
        .hasSize(2 + 10 * 2); // hot keys, their windows, who was scanned in each, and which ids
  }

  @Test
  void under_lasting_load_what_has_settled_is_looked_at_once_a_minute() {
    progress.ingesting = true;
    for (int second = 0; second < 300; second += 2) {
      scan(START.plusSeconds(second));
      schedule.tick();
      now = now.plusSeconds(2);
    }
    assertThat(registry.get("tapline.report.windows").counter().count()).isEqualTo(4);
  }

  @Test
  void a_restart_goes_on_where_the_detections_were() {
    scan(START);
    source(START.plusSeconds(1));
    schedule.tick();
    assertThat(inserted).isEmpty();
    now = now.plusSeconds(60);
    schedule(15, new ChangedSpans(100, metrics)).tick();
    now = now.plusSeconds(10);
    DetectionSchedule third = schedule(15, new ChangedSpans(100, metrics));
    third.tick();
    now = now.plusSeconds(10);
    third.tick();
    assertThat(progress.asked).containsExactly("", "1", "2", "3");
    assertThat(inserted).hasSize(1);
  }

  @Test
  void other_rules_look_at_the_whole_log_again() {
    scan(START);
    schedule.tick();
    schedule(14, new ChangedSpans(100, metrics)).tick();
    assertThat(progress.asked).containsExactly("", "");
  }

  @Test
  void a_round_that_failed_says_why_until_one_succeeds() {
    scan(START);
    storeAway = true;
    schedule.tick();
    assertThat(schedule.trouble()).contains("EVENT_STORE_UNAVAILABLE");
    storeAway = false;
    schedule.tick();
    assertThat(schedule.trouble()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, 200", "15, 300", "20, 300"})
  void what_the_log_does_not_answer_rests_for_twenty_times_as_long_up_to_five_minutes(
      int took, int rest) {
    scan(START);
    log.beforeAnswer =
        () -> {
          now = now.plusSeconds(took);
          throw new Refusal(Reason.LOG_UNAVAILABLE, "No answer.");
        };
    schedule.tick();
    int asked = log.questions.size();
    log.beforeAnswer = () -> {};
    now = now.plusSeconds(rest - 1);
    schedule.tick();
    assertThat(log.questions).hasSize(asked);
    assertThat(inserted).isEmpty();
    now = now.plusSeconds(1);
    schedule.tick();
    assertThat(inserted).hasSize(1);
  }

  @Test
  void when_the_event_store_is_away_the_window_stays_and_the_failure_is_counted() {
    scan(START);
    storeAway = true;
    schedule.tick();
    assertThat(changed.list()).hasSize(1);
    assertThat(registry.get("tapline.report.runs.failed").counter().count()).isEqualTo(1);
    storeAway = false;
    schedule.tick();
    assertThat(inserted).hasSize(1);
  }

  @Test
  void one_run_looks_at_no_more_windows_than_allowed_and_the_next_at_the_rest() {
    progress.changes.add(new Span(START, START.plus(Duration.ofMinutes(90))));
    schedule.tick();
    assertThat(registry.get("tapline.report.windows").counter().count()).isEqualTo(12);
    schedule.tick();
    assertThat(registry.get("tapline.report.windows").counter().count()).isEqualTo(18);
  }

  @Test
  void wide_windows_are_looked_at_by_themselves_when_they_are_over() {
    Duration hour = Duration.ofHours(1);
    ChangedSpans wide = new ChangedSpans(100, metrics);
    DetectionLane narrow =
        new DetectionLane(
            List.of(new HostScan(WINDOW, 15)),
            new SettlePolicy(WINDOW, Duration.ofSeconds(10), Duration.ofSeconds(10)),
            changed);
    DetectionLane hourly =
        new DetectionLane(
            List.of(new PortScan(hour, 15, 65_535)),
            new SettlePolicy(hour, Duration.ofSeconds(10), Duration.ofMinutes(2)),
            wide);
    DetectionSchedule both = schedule(List.of(narrow, hourly));
    scan(START);
    source(START.plus(WINDOW).plusSeconds(10));
    both.tick();
    assertThat(inserted).hasSize(1);
    assertThat(wide.spans()).containsExactly(new Span(START, START.plus(hour)));
    assertThat(kept.load().orElseThrow().spans().get(hour)).isEqualTo(wide.spans());
    source(START.plus(hour).plusSeconds(10));
    both.tick();
    assertThat(wide.isEmpty()).isTrue();
  }

  @Test
  void a_span_that_takes_too_long_is_looked_at_in_parts_and_keeps_no_other_lane_waiting() {
    Duration wide = WINDOW.multipliedBy(2);
    Duration second = Duration.ofSeconds(1);
    DetectionLane lane =
        new DetectionLane(List.of(new Slow()), new SettlePolicy(WINDOW, second, second), changed);
    DetectionLane other =
        new DetectionLane(
            List.of(new HostScan(wide, 15)),
            new SettlePolicy(wide, second, second),
            new ChangedSpans(100, metrics));
    DetectionSchedule schedule = schedule(List.of(lane, other));
    scan(START);
    progress.changes.add(new Span(START, START.plus(WINDOW.multipliedBy(12))));
    schedule.tick();
    assertThat(inserted).hasSize(1);
    assertThat(schedule.trouble()).contains("too long");
    for (int i = 0; i < 20 && !lane.isEmpty(); i++) {
      schedule.tick();
    }
    assertThat(lane.isEmpty()).isTrue();
  }

  /** The log does not answer it in time over more than three windows. */
  private static final class Slow implements Detection {
    @Override
    public Profile profile() {
      return new HostScan(WINDOW, 15).profile();
    }

    @Override
    public List<Sighting> look(RuleLog log, Span span) {
      if (span.windows(WINDOW) > 3) {
        throw new Refusal(Reason.EVENT_STORE_UNAVAILABLE, "too long", new Exception());
      }
      return List.of();
    }

    @Override
    public String fingerprint() {
      return "slow";
    }
  }

  @Test
  void nothing_changed_asks_the_log_nothing() {
    schedule.tick();
    assertThat(log.questions).isEmpty();
  }

  @Test
  void a_log_that_does_not_know_the_token_is_asked_from_the_beginning() {
    scan(START);
    schedule.tick();
    progress.tokenRefused = true;
    schedule.tick();
    progress.tokenRefused = false;
    schedule.tick();
    assertThat(progress.asked).containsExactly("", "1", "");
  }

  @Test
  void spans_stay_disjoint_when_a_part_of_them_changes_again() {
    changed.add(new Span(START, START.plusSeconds(900)), now);
    changed.add(new Span(START.plusSeconds(300), START.plusSeconds(600)), now.plusSeconds(5));
    assertThat(changed.list())
        .extracting(one -> Duration.between(START, one.span().start()).toSeconds())
        .containsExactly(0L, 300L, 600L);
  }

  @Test
  void too_many_spans_are_joined_and_counted_and_none_is_forgotten() {
    for (int i = 0; i < 103; i++) {
      Instant at = START.plus(WINDOW.multipliedBy(2L * i));
      changed.add(new Span(at, at.plus(WINDOW)), now);
    }
    assertThat(changed.list()).hasSize(100);
    assertThat(changed.list().getFirst().span().start()).isEqualTo(START);
    assertThat(registry.get("tapline.report.spans.joined").counter().count()).isEqualTo(3);
  }

  /** A file that is always there. */
  private static final class KeptState implements DetectionStore {
    private Optional<DetectionState> state = Optional.empty();

    @Override
    public Optional<DetectionState> load() {
      return state;
    }

    @Override
    public void save(DetectionState now) {
      state = Optional.of(now);
    }
  }

  private record UnknownToken() implements RefusalReason {
    @Override
    public String name() {
      return "INVALID_TOKEN";
    }

    @Override
    public String domain() {
      return "flowlog.tapline";
    }

    @Override
    public Code code() {
      return Code.INVALID_ARGUMENT;
    }
  }

  /** Changes are told once; the token counts the calls. */
  private static final class FakeProgress implements LogProgress {
    final List<Span> changes = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    List<OpenSource> open = List.of();
    boolean tokenRefused;
    boolean ingesting;

    @Override
    public Changes changesSince(String token) {
      asked.add(token);
      if (tokenRefused) {
        throw new Refusal(new UnknownToken(), "unknown");
      }
      List<Span> told = List.copyOf(changes);
      changes.clear();
      return new Changes(told, "" + asked.size(), ingesting);
    }

    @Override
    public List<OpenSource> openSources() {
      return open;
    }
  }
}
