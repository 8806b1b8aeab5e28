package io.tapline.report.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DueTimesTest {
  private static final List<String> CRONS =
      List.of(
          "30 2 * * *",
          "*/20 * * * *",
          "0 0 * * *",
          "15 1-3 * * *",
          "5,35 */6 * 3,10 *",
          "0 12 * * 1-5",
          "0 3 1,15 * *",
          "0 3 13 * 5",
          "59 23 31 * 0",
          "0 2 29 3,10 *");

  /** Ten weeks with each change of the clocks: of an hour, of half an hour, of a whole day. */
  private static Stream<Arguments> zones() {
    return Stream.of(
        Arguments.of("UTC", "2026-02-20T00:00:00Z"),
        Arguments.of("Europe/Prague", "2026-03-01T00:00:00Z"),
        Arguments.of("Europe/Prague", "2026-10-01T00:00:00Z"),
        Arguments.of("America/New_York", "2026-02-20T00:00:00Z"),
        Arguments.of("America/New_York", "2026-10-10T00:00:00Z"),
        Arguments.of("Australia/Lord_Howe", "2026-03-10T00:00:00Z"),
        Arguments.of("Australia/Lord_Howe", "2026-09-10T00:00:00Z"),
        Arguments.of("Pacific/Apia", "2011-12-01T00:00:00Z"),
        Arguments.of("Asia/Kolkata", "2026-02-10T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("zones")
  void are_those_of_a_clock_that_is_watched_minute_by_minute(String zone, String start) {
    Instant from = Instant.parse(start);
    Instant to = from.plus(70, ChronoUnit.DAYS);
    Random random = new Random(7);
    for (String cron : CRONS) {
      NavigableSet<Instant> model = new CronModel(cron, ZoneId.of(zone)).due(from, to);
      DueTimes times = new DueTimes(cron, ZoneId.of(zone));
      Stream.concat(model.stream(), random(random, from, to))
          .flatMap(due -> Stream.of(due.minusMillis(1), due, due.plusMillis(1)))
          .forEach(at -> compare(times, model, at));
    }
  }

  private static Stream<Instant> random(Random random, Instant from, Instant to) {
    long seconds = from.until(to, ChronoUnit.SECONDS);
    return random.longs(50, 0, seconds).mapToObj(from::plusSeconds);
  }

  /** Where the model ends, it does not know. */
  private static void compare(DueTimes times, NavigableSet<Instant> model, Instant at) {
    Instant next = model.higher(at);
    if (next != null) {
      assertThat(times.after(at)).as("after %s", at).contains(next);
    }
    Instant last = model.floor(at);
    if (last != null) {
      assertThat(times.upTo(at)).as("up to %s", at).contains(last);
    }
  }

  @Test
  void a_skipped_local_time_is_due_once_at_the_change_and_a_doubled_one_the_first_time() {
    DueTimes spring = new DueTimes("*/30 2 * * *", ZoneId.of("Europe/Prague"));
    Instant change = Instant.parse("2026-03-29T01:00:00Z");
    assertThat(spring.after(change.minusSeconds(1))).contains(change);
    assertThat(spring.after(change)).contains(Instant.parse("2026-03-30T00:00:00Z"));
    DueTimes autumn = new DueTimes("30 2 * * *", ZoneId.of("Europe/Prague"));
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(autumn.after(first.minusSeconds(1))).contains(first);
    assertThat(autumn.after(first)).contains(Instant.parse("2026-10-26T01:30:00Z"));
    assertThat(autumn.upTo(Instant.parse("2026-10-25T01:45:00Z"))).contains(first);
  }

  @Test
  void names_of_days_and_months_and_leap_days_are_understood() {
    ZoneId utc = ZoneId.of("UTC");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(new DueTimes("0 7 * * mon-fri", utc).after(start))
        .contains(Instant.parse("2026-01-01T07:00:00Z"));
    assertThat(new DueTimes("0 0 29 feb *", utc).after(start))
        .contains(Instant.parse("2028-02-29T00:00:00Z"));
    assertThat(new DueTimes("0 0 * * 7", utc).after(start))
        .contains(Instant.parse("2026-01-04T00:00:00Z"));
  }

  @Test
  void a_day_that_never_comes_is_none() {
    assertThat(new DueTimes("0 0 30 2 *", ZoneId.of("UTC")).after(Instant.EPOCH))
        .isEqualTo(Optional.empty());
  }

  @Test
  void what_is_no_expression_is_refused() {
    for (String text :
        List.of("", "* * * *", "* * * * * *", "60 * * * *", "x * * * *", "@daily!")) {
      assertThatThrownBy(() -> new DueTimes(text, ZoneId.of("UTC")))
          .as("'%s'", text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_was_missed_is_the_latest_with_the_number_of_those_before() {
    DueTimes hourly = new DueTimes("0 * * * *", ZoneId.of("UTC"));
    Instant first = Instant.parse("2026-01-01T05:00:00Z");
    assertThat(RunStore.planned(hourly, first, first)).isEqualTo(new RunStore.Planned(first, 0));
    assertThat(RunStore.planned(hourly, first, Instant.parse("2026-01-01T08:59:59Z")))
        .isEqualTo(new RunStore.Planned(Instant.parse("2026-01-01T08:00:00Z"), 3));
    assertThat(RunStore.planned(hourly, first, Instant.parse("2030-01-01T00:00:00Z")).missed())
        .isEqualTo(RunStore.MAX_MISSED);
  }

  @Test
  void periods_are_whole_units_of_the_zone_before_the_run_was_due() {
    ZoneId prague = ZoneId.of("Europe/Prague");
    Instant due = LocalDateTime.parse("2026-03-30T07:10:00").atZone(prague).toInstant();
    assertThat(new Period(Period.Unit.DAY, 1).before(due, prague))
        .hasToString("Span[start=2026-03-28T23:00:00Z, end=2026-03-29T22:00:00Z]");
    assertThat(new Period(Period.Unit.DAY, 7).before(due, prague))
        .hasToString("Span[start=2026-03-22T23:00:00Z, end=2026-03-29T22:00:00Z]");
    assertThat(new Period(Period.Unit.HOUR, 2).before(due, prague))
        .hasToString("Span[start=2026-03-30T03:00:00Z, end=2026-03-30T05:00:00Z]");
    assertThat(new Period(Period.Unit.WEEK, 1).before(due, prague))
        .hasToString("Span[start=2026-03-22T23:00:00Z, end=2026-03-29T22:00:00Z]");
    assertThat(new Period(Period.Unit.MONTH, 1).before(due, prague))
        .hasToString("Span[start=2026-01-31T23:00:00Z, end=2026-02-28T23:00:00Z]");
  }
}
