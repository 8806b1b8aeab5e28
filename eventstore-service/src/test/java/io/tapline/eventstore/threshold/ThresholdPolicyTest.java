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

  /** A window from 0 to 600 whose relapse window begins at 300; seconds. */
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
    "300 , 999999,  RELAPSED",
    "599.999999, 600, RELAPSED",
    "    , -1,      THRESHOLDED",
    "    , -999999, THRESHOLDED",
    "-1  , 600,     NEW",
  })
  void an_event_is_decided_by_where_it_and_the_last_one_lie(
      @Nullable String keptBack, String next, Outcome outcome) {
    ThresholdWindow window = decide(null, "0").window();
    if (keptBack != null) {
      window = decide(window, keptBack).window();
    }
    assertThat(decide(window, next).outcome()).isEqualTo(outcome);
  }

  @Test
  void the_first_event_of_a_key_is_new_and_opens_a_half_open_window() {
    ThresholdPolicy.Verdict verdict = decide(null, "0");
    assertThat(verdict.outcome()).isEqualTo(Outcome.NEW);
    assertThat(verdict.window())
        .isEqualTo(new ThresholdWindow(START, at("300"), at("600"), "event-0", 0, null));
  }

  @Test
  void a_relapse_opens_a_window_of_its_own_at_once() {
    ThresholdWindow window = decide(decide(null, "0").window(), "400").window();
    ThresholdPolicy.Verdict relapse = decide(window, "600");
    assertThat(relapse.outcome()).isEqualTo(Outcome.RELAPSED);
    assertThat(relapse.window().start()).isEqualTo(at("600"));
    assertThat(decide(relapse.window(), "600").outcome()).isEqualTo(Outcome.THRESHOLDED);
  }

  @Test
  void a_late_event_is_counted_and_moves_nothing() {
    ThresholdWindow window = decide(null, "0").window();
    ThresholdWindow after = decide(window, "-5").window();
    assertThat(after.thresholdedCount()).isEqualTo(1);
    assertThat(after.start()).isEqualTo(window.start());
    assertThat(after.end()).isEqualTo(window.end());
    assertThat(after.relapses()).isFalse();
  }

  @Test
  void an_earlier_event_after_a_relapsing_one_does_not_take_the_relapse_back() {
    ThresholdWindow window = decide(null, "0").window();
    window = decide(window, "400").window();
    window = decide(window, "100").window();
    assertThat(decide(window, "600").outcome()).isEqualTo(Outcome.RELAPSED);
  }

  @Test
  void without_a_relapse_window_nothing_relapses() {
    ThresholdTiming none = timing(600, 0);
    ThresholdWindow window = ThresholdPolicy.decide(null, "a", START, none).window();
    window = ThresholdPolicy.decide(window, "b", at("599.999999"), none).window();
    assertThat(ThresholdPolicy.decide(window, "c", at("600"), none).outcome())
        .isEqualTo(Outcome.NEW);
  }

  @Test
  void the_opening_event_itself_is_no_relapse_even_where_the_relapse_window_is_all() {
    ThresholdTiming all = timing(600, 600);
    ThresholdWindow window = ThresholdPolicy.decide(null, "a", START, all).window();
    assertThat(ThresholdPolicy.decide(window, "b", at("600"), all).outcome())
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
    ThresholdPolicy.Verdict late = decide(first.window(), "-5");
    ThresholdPolicy.Verdict again = decide(first.window(), "600");
    assertThat(DecisionReason.of(key, START, null, first))
        .isEqualTo(
            "New: host scan by 10.0.0.5 was not seen before; quiet until 2026-03-01T00:10:00Z.");
    assertThat(DecisionReason.of(key, at("-5"), first.window(), late))
        .isEqualTo(
            "Kept back: host scan by 10.0.0.5 was reported at 2026-03-01T00:00:00Z, after this"
                + " late event; quiet until 2026-03-01T00:10:00Z. 1 more since.");
    assertThat(DecisionReason.of("host scan+++", at("600"), first.window(), again))
        .isEqualTo(
            "New: host scan without a source was last reported at 2026-03-01T00:00:00Z, its quiet"
                + " time ended at 2026-03-01T00:10:00Z; quiet until 2026-03-01T00:20:00Z.");
  }

  private static ThresholdPolicy.Verdict decide(@Nullable ThresholdWindow window, String seconds) {
    return ThresholdPolicy.decide(window, "event-" + seconds, at(seconds), TIMING);
  }

  private static Instant at(String seconds) {
    return START.plusNanos(Math.round(Double.parseDouble(seconds) * 1e6) * 1_000);
  }

  private static ThresholdTiming timing(long thresholdSeconds, long relapseSeconds) {
    return new ThresholdTiming(
        Duration.ofSeconds(thresholdSeconds), Duration.ofSeconds(relapseSeconds));
  }
}
