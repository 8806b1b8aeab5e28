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
    assertThat(LostUnits.headline(known, "0 frames")).isEqualTo("1,757 frames, 30 records lost");
    assertThat(LostUnits.headline(both, "0 frames"))
        .startsWith("1,757 frames lost and ")
        .endsWith(" of unknown size");
    assertThat(LostUnits.headline(Map.of("records", 1L), "0 frames")).isEqualTo("1 record lost");
    assertThat(LostUnits.headline(Map.of("unknown", 1L), "0 frames"))
        .isEqualTo("a loss of unknown size");
    assertThat(LostUnits.headline(Map.of("unknown", 3L), "0 frames"))
        .isEqualTo("3 losses of unknown size");
    assertThat(LostUnits.headline(Map.of(), "0 frames")).isEqualTo("0 frames lost");
  }
}
