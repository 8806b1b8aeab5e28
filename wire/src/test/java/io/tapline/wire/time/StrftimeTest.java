package io.tapline.wire.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The expected texts are those of date(1) with LC_ALL=C TZ=UTC. */
class StrftimeTest {
  private static final String NUMBERS =
      "%Y %C %y %m %d %e %H %I %k %l %M %S %j %s %u %w %U %W %V %G %g";

  @Test
  void every_number_is_that_of_date() {
    assertThat(at("2023-01-01T15:04:05Z", NUMBERS))
        .isEqualTo("2023 20 23 01 01  1 15 03 15  3 04 05 001 1672585445 7 0 01 00 52 2022 22");
    assertThat(at("2024-12-31T00:00:00Z", NUMBERS))
        .isEqualTo("2024 20 24 12 31 31 00 12  0 12 00 00 366 1735603200 2 2 52 53 01 2025 25");
  }

  @Test
  void every_name_and_composition_is_that_of_date() {
    assertThat(at("2026-11-27T09:08:07Z", "%a %A %b %B %h %p %P %z %Z %%%n%t"))
        .isEqualTo("Fri Friday Nov November Nov AM am +0000 UTC %\n\t");
    assertThat(at("2026-11-27T09:08:07Z", "%c|%D|%F|%r|%R|%T|%x|%X"))
        .isEqualTo(
            "Fri Nov 27 09:08:07 2026|11/27/26|2026-11-27|09:08:07 AM|09:08|09:08:07"
                + "|11/27/26|09:08:07");
  }

  @Test
  void an_unknown_conversion_is_refused() {
    assertThatThrownBy(() -> at("2026-11-27T09:08:07Z", "%Q")).hasMessageContaining("%Q");
    assertThatThrownBy(() -> at("2026-11-27T09:08:07Z", "100%")).hasMessageContaining("ends with");
  }

  private static String at(String time, String pattern) {
    return Strftime.format(pattern, Instant.parse(time));
  }
}
