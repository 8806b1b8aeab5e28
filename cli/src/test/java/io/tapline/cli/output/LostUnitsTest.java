package io.tapline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LostUnitsTest {
  @Test
  void units_stand_apart_and_what_is_not_known_is_said() {
    Map<String, Long> known = Map.of("frames", 1757L, "records", 30L);
    Map<String, Long> both = Map.of("frames", 1757L, "unknown", 2L);
    assertThat(LostUnits.of(known)).isEqualTo("1,757 frames, 30 records");
    assertThat(LostUnits.of(Map.of("unknown", 2L))).isEmpty();
    assertThat(LostUnits.summary(known, "0 frames")).isEqualTo("1,757 frames, 30 records");
    assertThat(LostUnits.summary(both, "0 frames")).isEqualTo("1,757 frames and an unknown number");
    assertThat(LostUnits.summary(Map.of("unknown", 1L), "0 frames")).isEqualTo("an unknown number");
    assertThat(LostUnits.summary(Map.of(), "0 frames")).isEqualTo("0 frames");
  }
}
