package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.store.Coverage.Gap;
import io.tapline.flowlog.store.Coverage.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times are in seconds here. */
class CoverageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 100_000;
  private static final long NONE = -1;

  private final List<Span> captured = new ArrayList<>();

  private void captured(long start, long end) {
    captured.add(new Span(start * SECOND, end == NONE ? Long.MAX_VALUE : end * SECOND));
  }

  private List<Gap> gaps(long start, long end) {
    return Coverage.of(
            captured,
            start == NONE ? Long.MIN_VALUE : start * SECOND,
            end == NONE ? Long.MAX_VALUE : end * SECOND,
            NOW * SECOND)
        .gaps();
  }

  private static Gap before(long end) {
    return new Gap(Long.MIN_VALUE, end * SECOND);
  }

  private static Gap after(long start) {
    return new Gap(start * SECOND, Long.MAX_VALUE);
  }

  private static final Gap ALL = new Gap(Long.MIN_VALUE, Long.MAX_VALUE);

  @Test
  void a_log_without_sources_covers_nothing_whatever_is_asked() {
    assertThat(gaps(10, 20)).containsExactly(ALL);
    assertThat(gaps(NONE, NONE)).containsExactly(ALL);
  }

  @Test
  void an_interval_within_a_capture_has_no_gap() {
    captured(1_000, 2_000);
    assertThat(gaps(1_000, 2_000)).isEmpty();
    assertThat(gaps(1_500, 1_501)).isEmpty();
  }

  @Test
  void an_interval_wholly_before_or_after_every_capture_is_one_gap() {
    captured(1_000, 2_000);
    assertThat(gaps(100, 900)).containsExactly(ALL);
    assertThat(gaps(2_001, 2_002)).containsExactly(ALL);
    assertThat(gaps(NONE, 900)).containsExactly(ALL);
    assertThat(gaps(2_001, NONE)).containsExactly(ALL);
  }

  @Test
  void what_lies_before_between_and_after_captures_is_named() {
    captured(1_000, 2_000);
    captured(3_000, 4_000);
    assertThat(gaps(0, 5_000))
        .containsExactly(before(1_000), new Gap(2_000 * SECOND, 3_000 * SECOND), after(4_000));
  }

  @Test
  void captures_of_one_time_are_taken_together() {
    captured(1_000, 4_000);
    captured(1_500, 2_000);
    captured(3_900, 6_000);
    assertThat(gaps(1_000, 6_000)).isEmpty();
  }

  @Test
  void an_interval_without_ends_is_what_was_captured() {
    captured(1_000, 2_000);
    captured(50_000, 60_000);
    assertThat(gaps(NONE, NONE)).isEmpty();
  }

  @Test
  void an_interval_without_start_begins_with_the_first_capture_and_one_without_end_ends_now() {
    captured(1_000, 2_000);
    assertThat(gaps(NONE, 3_000)).containsExactly(after(2_000));
    assertThat(gaps(1_000, NONE)).containsExactly(after(2_000));
    captured(1_900, NONE);
    assertThat(gaps(1_000, NONE)).isEmpty();
  }

  @Test
  void the_future_is_no_gap_but_an_interval_in_it_is_not_covered() {
    captured(1_000, NONE);
    assertThat(gaps(1_000, NOW + 1_000)).isEmpty();
    assertThat(gaps(NOW + 1, NOW + 1_000)).containsExactly(ALL);
  }

  @Test
  void a_source_whose_clock_is_ahead_is_believed() {
    captured(NOW, NOW + 500);
    assertThat(gaps(NOW, NOW + 1_000)).isEmpty();
  }

  @Test
  void seams_between_the_files_of_one_capture_are_no_gaps() {
    captured(1_000, 2_000);
    captured(2_059, 100_000);
    assertThat(gaps(1_000, 100_000)).isEmpty();
    assertThat(gaps(1_990, 2_090)).hasSize(1);
  }

  @Test
  void the_first_hundred_gaps_are_named() {
    for (int i = 0; i < 300; i++) {
      captured(i * 200L, i * 200L + 100);
    }
    assertThat(gaps(0, 60_000))
        .hasSize(Coverage.MAX_GAPS)
        .first()
        .isEqualTo(new Gap(100 * SECOND, 200 * SECOND));
  }

  @Test
  void the_earliest_and_the_latest_time_do_not_overflow() {
    captured(1_000, NONE);
    assertThat(Coverage.of(captured, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, NOW * SECOND).gaps())
        .containsExactly(before(1_000));
  }
}
