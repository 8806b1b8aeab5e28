package io.tapline.cli.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeArgumentTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");
  private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  @Test
  void rfc_3339_keeps_its_own_offset() {
    assertThat(parse("2026-03-01T10:00:00+02:00")).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
  }

  @Test
  void a_date_is_its_midnight_in_the_zone() {
    assertThat(parse("2026-03-01")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(TimeArgument.parse("2026-03-01", NOW, PRAGUE))
        .isEqualTo(Instant.parse("2026-02-28T23:00:00Z"));
  }

  @Test
  void seconds_are_optional() {
    assertThat(parse("2026-03-01 10:20")).isEqualTo(Instant.parse("2026-03-01T10:20:00Z"));
    assertThat(parse("2026-03-01 10:20:30.5")).isEqualTo(Instant.parse("2026-03-01T10:20:30.5Z"));
  }

  @Test
  void days_by_name_are_those_of_the_zone() {
    Instant lateEvening = Instant.parse("2026-03-01T23:30:00Z");
    assertThat(TimeArgument.parse("today", lateEvening, PRAGUE))
        .isEqualTo(Instant.parse("2026-03-01T23:00:00Z"));
    assertThat(parse("yesterday")).isEqualTo(Instant.parse("2026-02-28T00:00:00Z"));
  }

  @Test
  void what_is_no_time_is_refused_with_the_forms_that_are() {
    for (String typed : new String[] {"", "soon", "2026-13-01", "now-", "now-2y", "10:00"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse(typed))
          .withMessageContaining("now-2h");
    }
  }

  @Test
  void a_width_needs_its_unit() {
    assertThat(TimeArgument.parseDuration("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeArgument.parseDuration("5"));
  }

  @Property
  void every_instant_is_read_back_from_its_text(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    Instant instant = Instant.ofEpochSecond(seconds, nanos);
    assertThat(parse(Times.exact(Times.timestamp(instant)))).isEqualTo(instant);
  }

  @Property
  void now_minus_hours_is_that_long_ago(@ForAll @IntRange(max = 999_999) int hours) {
    assertThat(parse("now-" + hours + "h")).isEqualTo(NOW.minus(Duration.ofHours(hours)));
  }

  @Property
  void any_text_is_a_time_or_an_illegal_argument(@ForAll String typed) {
    try {
      assertThat(parse(typed)).isNotNull();
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageContaining("is not a time");
    }
  }

  private static Instant parse(String typed) {
    return TimeArgument.parse(typed, NOW, ZoneOffset.UTC);
  }
}
