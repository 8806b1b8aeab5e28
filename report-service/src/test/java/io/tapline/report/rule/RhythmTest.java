package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private static List<Instant> at(long... seconds) {
    return LongStream.of(seconds).mapToObj(Instant::ofEpochSecond).toList();
  }

  @Test
  void a_missed_beat_and_a_late_one_are_not_regular_and_the_rest_is() {
    assertThat(Rhythm.of(at(0, 60, 120, 240, 306, 373)))
        .hasValue(new Rhythm(Duration.ofSeconds(66), 4, 5))
        .hasValueSatisfying(rhythm -> assertThat(rhythm.percent()).isEqualTo(80));
  }

  @Test
  void a_second_is_always_tolerated() {
    assertThat(Rhythm.of(at(0, 4, 9, 13, 18)))
        .hasValueSatisfying(rhythm -> assertThat(rhythm.percent()).isEqualTo(100));
  }

  @Test
  void one_time_has_no_rhythm() {
    assertThat(Rhythm.of(at(5))).isEmpty();
    assertThat(Rhythm.of(List.of())).isEmpty();
  }
}
