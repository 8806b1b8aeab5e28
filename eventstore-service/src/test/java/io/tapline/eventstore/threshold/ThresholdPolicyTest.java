package io.tapline.eventstore.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdPolicyTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final ThresholdTiming TIMING = timing(600, 300);

  /** Later than any window: the events of an old capture. */
  private static final Instant LONG_AFTER = START.plus(Duration.ofDays(3_000));

  /** A window from 0 to 600 whose relapse window begins at 300, with a period of 60; seconds. */
  @ParameterizedTest(name = "kept back at {0}, next at {1}: {2}")
  @CsvSource({
    // kept back, next event, outcome
    "    , 0,       THRESHOLDED",
    "    , 299,     THRESHOLDED",
    "    , 300,     THRESHOLDED",
    "    , 599.999999, THRESHOLDED",
    "    , 600,     NEW",
    "    , 601,     NEW",
    "    , 999999,  NEW",
    "0   , 600,     NEW",
    "299.999999, 600, NEW",
    "300 , 599,     THRESHOLDED",
    "300 , 600,     RELAPSED",
    "300 , 659.999999, RELAPSED",
    "300 , 660,     NEW",
    "300 , 31536000, NEW",
    "599.999999, 600, RELAPSED",
    "    , -1,      THRESHOLDED",
    "    , -999999, THRESHOLDED",
    "-1  , 600,     NEW",
  })
  void an_event_is_decided_by_where_it_and_the_last_one_lie(
      @Nullable String keptBack, String next, Outcome outcome) {
    KeyState state = decide(null, "0").state();
    if (keptBack != null) {
      state = decide(state, keptBack).state();
    }
    assertThat(decide(state, next).outcome()).isEqualTo(outcome);
  }

  @Test
  void the_first_event_of_a_key_is_new_and_opens_a_half_open_window() {
    ThresholdPolicy.Verdict verdict = decide(null, "0");
    assertThat(verdict.outcome()).isEqualTo(Outcome.NEW);
    assertThat(verdict.state().window())
        .isEqualTo(new ThresholdWindow(START, at("300"), at("600"), at("660"), "event-0"));
  }

  @Test
  void a_relapse_opens_a_window_of_its_own_at_once() {
    KeyState state = decide(decide(null, "0").state(), "400").state();
    ThresholdPolicy.Verdict relapse = decide(state, "600");
    assertThat(relapse.outcome()).isEqualTo(Outcome.RELAPSED);
    assertThat(relapse.state().window().start()).isEqualTo(at("600"));
    assertThat(decide(relapse.state(), "600").outcome()).isEqualTo(Outcome.THRESHOLDED);
  }

  @Test
  void a_late_event_is_counted_and_moves_nothing() {
    KeyState state = decide(null, "0").state();
    KeyState after = decide(state, "-5").state();
    assertThat(after.thresholdedCount()).isEqualTo(1);
    assertThat(after.window()).isEqualTo(state.window());
    assertThat(after.relapses()).isFalse();
  }

  @Test
  void an_earlier_event_after_a_relapsing_one_does_not_take_the_relapse_back() {
    KeyState state = decide(null, "0").state();
    state = decide(state, "400").state();
    state = decide(state, "100").state();
    assertThat(decide(state, "600").outcome()).isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void without_a_relapse_window_nothing_relapses() {
    ThresholdTiming none = timing(600, 0);
    KeyState state = ThresholdPolicy.decide(null, "a", live("0"), none).state();
    state = ThresholdPolicy.decide(state, "b", live("599.999999"), none).state();
    assertThat(ThresholdPolicy.decide(state, "c", live("600"), none).outcome())
        .isEqualTo(Outcome.NEW);
  }

  @Test
  void the_opening_event_itself_is_no_relapse_even_where_the_relapse_window_is_all() {
    ThresholdTiming all = timing(600, 600);
    KeyState state = ThresholdPolicy.decide(null, "a", live("0"), all).state();
    assertThat(ThresholdPolicy.decide(state, "b", live("600"), all).outcome())
        .isEqualTo(Outcome.NEW);
  }

  @Test
  void a_timing_that_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> timing(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> timing(10, 11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> timing(10, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reasons_are_sentences() {
    String key = "host scan+++10.0.0.5";
    ThresholdPolicy.Verdict first = decide(null, "0");
    ThresholdPolicy.Verdict late = decide(first.state(), "-5");
    ThresholdPolicy.Verdict again = decide(first.state(), "600");
    assertThat(DecisionReason.of(key, live("0"), null, first))
        .isEqualTo(
            "New: host scan by 10.0.0.5 was not seen before; quiet until 2026-03-01T00:10:00Z.");
    assertThat(DecisionReason.of(key, live("-5"), first.state(), late))
        .isEqualTo(
            "Kept back: host scan by 10.0.0.5 was reported at 2026-03-01T00:00:00Z, after this"
                + " late event; quiet until 2026-03-01T00:10:00Z. 1 more since.");
    assertThat(DecisionReason.of("host scan+++", live("600"), first.state(), again))
        .isEqualTo(
            "New: host scan without a source was last reported at 2026-03-01T00:00:00Z, its quiet"
                + " time ended at 2026-03-01T00:10:00Z; quiet until 2026-03-01T00:20:00Z.");
  }

  @Test
  void the_clock_decides_a_relapse_for_the_event_that_was_kept_back_last() {
    KeyState state = keptBackAt("400", "500", "450");
    assertThat(state.relapseDue()).isTrue();

    ThresholdPolicy.Verdict verdict = ThresholdPolicy.decideAtEnd(state, at("659.999999"));

    assertThat(verdict.outcome()).isEqualTo(Outcome.RELAPSED);
    assertThat(verdict.state().window())
        .isEqualTo(new ThresholdWindow(at("600"), at("900"), at("1200"), at("1260"), "event-500"));
    assertThat(verdict.state().relapseDue()).isFalse();
    assertThat(decide(verdict.state(), "600").outcome()).isEqualTo(Outcome.THRESHOLDED);
  }

  @Test
  void a_relapse_that_is_found_late_is_quiet_from_then_on() {
    ThresholdPolicy.Verdict verdict = ThresholdPolicy.decideAtEnd(keptBackAt("400"), at("5000"));
    assertThat(verdict.state().window().start()).isEqualTo(at("5000"));
  }

  @Test
  void nothing_is_due_before_the_relapse_window() {
    assertThat(keptBackAt("-5", "0", "299.999999").relapseDue()).isFalse();
  }

  @Test
  void the_windows_of_an_old_capture_are_none_of_the_clocks_business() {
    KeyState state = decide(null, "0").state();
    EventTime old = EventTime.of(at("400"), LONG_AFTER, Duration.ZERO);
    state = ThresholdPolicy.decide(state, "old", old, TIMING).state();
    assertThat(state.relapseDue()).isFalse();
    assertThat(decide(state, "600").outcome()).isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void a_detection_time_too_far_ahead_of_the_clock_is_replaced_by_the_time_of_storage() {
    Instant year9999 = Instant.parse("9999-12-31T23:59:59.999999Z");
    EventTime ahead = EventTime.of(year9999, START, Duration.ofMinutes(10));
    assertThat(ahead).isEqualTo(new EventTime(START, START, true));
    assertThat(EventTime.of(at("600"), START, Duration.ofMinutes(10)).time()).isEqualTo(at("600"));
    assertThat(EventTime.of(at("600.000001"), START, Duration.ofMinutes(10)).time())
        .isEqualTo(START);

    ThresholdPolicy.Verdict verdict = ThresholdPolicy.decide(null, "e", ahead, TIMING);
    assertThat(verdict.state().window().end()).isEqualTo(at("600"));
    assertThat(DecisionReason.of("scan+++10.0.0.5", ahead, null, verdict))
        .endsWith(
            "Its detection time is ahead of the clock, so the time of storage counts:"
                + " 2026-03-01T00:00:00Z.");
  }

  private static KeyState keptBackAt(String... seconds) {
    KeyState state = decide(null, "0").state();
    for (String second : seconds) {
      state = decide(state, second).state();
    }
    return state;
  }

  private static ThresholdPolicy.Verdict decide(@Nullable KeyState state, String seconds) {
    return ThresholdPolicy.decide(state, "event-" + seconds, live(seconds), TIMING);
  }

  /** Stored as soon as it was detected. */
  private static EventTime live(String seconds) {
    return EventTime.of(at(seconds), at(seconds), Duration.ZERO);
  }

  private static Instant at(String seconds) {
    return START.plusNanos(Math.round(Double.parseDouble(seconds) * 1e6) * 1_000);
  }

  private static ThresholdTiming timing(long thresholdSeconds, long relapseSeconds) {
    return new ThresholdTiming(
        Duration.ofSeconds(60),
        Duration.ofSeconds(thresholdSeconds),
        Duration.ofSeconds(relapseSeconds));
  }
}
