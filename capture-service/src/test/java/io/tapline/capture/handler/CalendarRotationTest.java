package io.tapline.capture.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalendarRotationTest {
  private static final List<CalendarUnit> UNITS = List.of(CalendarUnit.values());
  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_longer_unit_that_changes_ends_a_file_early() {
    assertThat(end(CalendarUnit.HOUR, 2, "2026-11-27T23:00:00Z")).isEqualTo("2026-11-28T00:00:00Z");
    assertThat(end(CalendarUnit.HOUR, 2, "2026-11-27T09:59:59Z")).isEqualTo("2026-11-27T11:00:00Z");
    assertThat(end(CalendarUnit.DAY, 1, "2026-11-27T15:00:00Z")).isEqualTo("2026-11-28T00:00:00Z");
    assertThat(end(CalendarUnit.DAY, 40, "2024-02-10T00:00:00Z")).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(end(CalendarUnit.MONTH, 3, "2026-01-31T00:00:00Z"))
        .isEqualTo("2026-04-01T00:00:00Z");
    assertThat(end(CalendarUnit.YEAR, 2, "2026-07-01T00:00:00Z")).isEqualTo("2028-01-01T00:00:00Z");
    assertThat(end(CalendarUnit.SECOND, 2, "2026-11-27T10:00:58.5Z"))
        .isEqualTo("2026-11-27T10:01:00Z");
  }

  /**
   * AIT compares the fields of the two times; the end computed here is the first that differs so.
   */
  @Test
  void the_end_is_where_the_comparison_of_fields_turns() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      CalendarUnit unit = UNITS.get(random.nextInt(UNITS.size()));
      int delta = random.nextInt(1, 70);
      long start = random.nextLong(0, 4_000_000_000L);
      long end = new CalendarRotation(unit, delta).endNanos(start * SECOND) / SECOND;
      assertThat(end).isGreaterThan(start);
      assertThat(differs(unit, delta, start, end)).as("%s %s at %s", unit, delta, start).isTrue();
      assertThat(differs(unit, delta, start, end - 1)).isFalse();
    }
  }

  private static boolean differs(CalendarUnit unit, int delta, long start, long now) {
    int field = UNITS.indexOf(unit);
    int[] then = fields(start);
    int[] fields = fields(now);
    for (int i = 0; i < field; i++) {
      if (then[i] != fields[i]) {
        return true;
      }
    }
    return fields[field] - then[field] >= delta;
  }

  private static int[] fields(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return new int[] {
      time.getYear(),
      time.getMonthValue(),
      time.getDayOfMonth(),
      time.getHour(),
      time.getMinute(),
      time.getSecond()
    };
  }

  private static String end(CalendarUnit unit, int delta, String start) {
    Instant begin = Instant.parse(start);
    long nanos = begin.getEpochSecond() * SECOND + begin.getNano();
    return Instant.ofEpochSecond(0, new CalendarRotation(unit, delta).endNanos(nanos)).toString();
  }
}
