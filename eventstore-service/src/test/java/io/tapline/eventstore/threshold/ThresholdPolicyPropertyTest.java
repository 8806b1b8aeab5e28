package io.tapline.eventstore.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class ThresholdPolicyPropertyTest {
  private record Decided(Instant time, Outcome outcome, KeyState state) {}

  @Property
  void no_two_events_within_one_threshold_are_both_reported(
      @ForAll @Size(max = 60) List<@IntRange(max = 500) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 50) int threshold,
      @ForAll @IntRange(max = 50) int relapse) {
    List<Instant> reported =
        decide(seconds, timing(threshold, relapse)).stream()
            .filter(decided -> decided.outcome() != Outcome.THRESHOLDED)
            .map(Decided::time)
            .toList();
    for (int i = 1; i < reported.size(); i++) {
      Duration gap = Duration.between(reported.get(i - 1), reported.get(i));
      assertThat(gap).isGreaterThanOrEqualTo(Duration.ofSeconds(threshold));
    }
  }

  @Property
  void every_event_is_either_reported_or_counted_by_the_window_that_kept_it_back(
      @ForAll @Size(max = 60) List<@IntRange(max = 500) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 50) int threshold) {
    long inWindow = 0;
    for (Decided decided : decide(seconds, timing(threshold, threshold / 2))) {
      inWindow = decided.outcome() == Outcome.THRESHOLDED ? inWindow + 1 : 0;
      assertThat(decided.state().thresholdedCount()).isEqualTo(inWindow);
    }
  }

  @Property
  void only_the_first_event_is_new_while_every_gap_is_within_the_relapse_window(
      @ForAll @Size(max = 60) List<@IntRange(max = 10) Integer> gaps) {
    List<Integer> seconds = new ArrayList<>();
    int now = 0;
    for (int gap : gaps) {
      now += gap;
      seconds.add(now);
    }
    List<Decided> decided = decide(seconds, timing(40, 20));
    assertThat(decided).filteredOn(one -> one.outcome() == Outcome.NEW).hasSizeLessThan(2);
  }

  @Property
  void within_one_window_the_order_of_kept_back_events_does_not_matter(
      @ForAll @Size(max = 30) List<@IntRange(min = -50, max = 39) Integer> seconds) {
    List<Integer> reversed = new ArrayList<>(seconds);
    Collections.reverse(reversed);
    assertThat(lastState(seconds)).isEqualTo(lastState(reversed));
  }

  private static KeyState lastState(List<Integer> seconds) {
    List<Integer> withOpening = new ArrayList<>(seconds);
    withOpening.addFirst(0);
    return decide(withOpening, timing(40, 20)).getLast().state();
  }

  private static List<Decided> decide(List<Integer> seconds, ThresholdTiming timing) {
    List<Decided> all = new ArrayList<>();
    @Nullable KeyState state = null;
    for (int second : seconds) {
      Instant time = Instant.ofEpochSecond(second);
      EventTime at = EventTime.of(time, time, Duration.ZERO);
      ThresholdPolicy.Verdict verdict = ThresholdPolicy.decide(state, "e" + second, at, timing);
      state = verdict.state();
      all.add(new Decided(time, verdict.outcome(), state));
    }
    return all;
  }

  private static ThresholdTiming timing(int threshold, int relapse) {
    return new ThresholdTiming(
        Duration.ofSeconds(100),
        Duration.ofSeconds(threshold),
        Duration.ofSeconds(Math.min(relapse, threshold)));
  }
}
