package io.tapline.wire.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.text.DecodedLines;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class YearFinderTest {
  private static final String MESSAGE =
      " gw kernel: IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=60 PROTO=TCP SPT=1 DPT=2";

  private static String[] lines(String... days) {
    return List.of(days).stream().map(day -> day + " 12:00:00" + MESSAGE).toArray(String[]::new);
  }

  private static DecodedLines file(int firstYear, String changed) {
    return new DecodedLines(new FirewallLogDecoder(firstYear, ZoneOffset.UTC), nanos(changed));
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000;
  }

  private static List<String> days(DecodedLines decoded) {
    return decoded.flows.stream()
        .map(
            flow ->
                Instant.ofEpochSecond(flow.startNanos / 1_000_000_000).toString().substring(0, 10))
        .toList();
  }

  @Test
  void the_first_line_of_a_file_changed_after_new_year_is_of_the_old_one() {
    assertThat(days(file(0, "2000-01-01T13:00:00Z").lines(lines("Dec 31", "Jan  1"))))
        .containsExactly("1999-12-31", "2000-01-01");
  }

  @Test
  void a_file_changed_at_once_is_of_the_same_year() {
    assertThat(days(file(0, "2026-06-30T12:00:05Z").lines(lines("Jan  3", "Jun 30"))))
        .containsExactly("2026-01-03", "2026-06-30");
  }

  @Test
  void a_clock_a_little_ahead_does_not_cost_a_year() {
    assertThat(days(file(0, "2026-06-30T00:00:00Z").lines(lines("Jun 30"))))
        .containsExactly("2026-06-30");
  }

  @Test
  void several_changes_of_the_year_work_in_one_run() {
    assertThat(
            days(
                file(1997, "2026-01-01T00:00:00Z")
                    .lines(
                        lines(
                            "Oct  1", "Dec 31", "Jan  1", "Jul  1", "Dec 31", "Jan  1", "Jan  2"))))
        .containsExactly(
            "1997-10-01",
            "1997-12-31",
            "1998-01-01",
            "1998-07-01",
            "1998-12-31",
            "1999-01-01",
            "1999-01-02");
  }

  @Test
  void a_named_first_year_holds_from_whatever_month_on() {
    assertThat(days(file(2003, "2026-01-01T00:00:00Z").lines(lines("Feb  1", "Mar  1"))))
        .containsExactly("2003-02-01", "2003-03-01");
  }

  @Test
  void lines_slightly_out_of_order_stay_in_their_year() {
    assertThat(
            days(
                file(1999, "2026-01-01T00:00:00Z")
                    .lines(
                        lines(
                            "May 31", "Jun  1", "May 31", "Dec 31", "Jan  1", "Dec 31", "Jan  1"))))
        .containsExactly(
            "1999-05-31",
            "1999-06-01",
            "1999-05-31",
            "1999-12-31",
            "2000-01-01",
            "1999-12-31",
            "2000-01-01");
  }

  @Test
  void lines_after_the_files_last_change_show_that_the_first_year_was_too_late() {
    FirewallLogDecoder decoder = new FirewallLogDecoder(0, ZoneOffset.UTC);
    DecodedLines decoded = new DecodedLines(decoder, nanos("2000-01-05T13:00:00Z"));
    decoded.lines(lines("Jan  2", "Jan  9", "Dec 31", "Jan  5"));
    assertThat(days(decoded))
        .describedAs("what cannot be known: the first line's year")
        .containsExactly("2000-01-02", "1999-01-09", "1999-12-31", "2000-01-05");
    assertThat(decoder.counters()).containsEntry("years_corrected", 1L);
  }

  @Test
  void a_clock_set_back_at_boot_is_no_new_year() {
    FirewallLogDecoder decoder = new FirewallLogDecoder(0, ZoneOffset.UTC);
    DecodedLines decoded = new DecodedLines(decoder, nanos("2026-11-06T00:00:00Z"));
    decoded.lines(lines("Nov  5", "Jan  1", "Nov  5"));
    assertThat(days(decoded)).containsExactly("2026-11-05", "2026-01-01", "2026-11-05");
    assertThat(decoder.counters()).isEmpty();
  }

  @Test
  void leap_days_are_of_leap_years() {
    assertThat(days(file(0, "2026-03-01T00:00:00Z").lines(lines("Feb 28", "Feb 29", "Mar  1"))))
        .containsExactly("2026-02-28", "2024-02-29", "2024-03-01");
    FirewallLogDecoder named = new FirewallLogDecoder(2025, ZoneOffset.UTC);
    DecodedLines decoded = new DecodedLines(named, 0).lines(lines("Feb 28", "Feb 29", "Feb 30"));
    assertThat(decoded.flows).hasSize(1);
    assertThat(named.counters()).containsEntry("lines_without_time", 2L);
  }

  @Test
  void lines_of_other_programs_carry_the_year_on() {
    DecodedLines decoded = file(1999, "2026-01-01T00:00:00Z");
    decoded.lines(lines("Mar  1"));
    decoded.lines(
        "Jul 20 12:00:00 gw cron: job",
        "Nov 11 12:00:00 gw cron: job",
        "Jan  1 12:00:00 gw cron: job");
    decoded.lines(lines("Feb  1"));
    assertThat(days(decoded)).containsExactly("1999-03-01", "2000-02-01");
  }

  @Test
  void datagrams_have_the_year_of_their_coming_each() {
    DecodedLines decoded = file(1970, "2026-12-31T23:59:59Z");
    decoded.datagram("Jan  1 00:00:01" + MESSAGE);
    decoded.at(nanos("2027-01-01T00:00:01Z")).datagram("Dec 31 23:59:59" + MESSAGE);
    decoded.at(nanos("2029-05-01T00:00:01Z")).datagram("Jan  1 00:00:00" + MESSAGE);
    assertThat(days(decoded)).containsExactly("2027-01-01", "2026-12-31", "2029-01-01");
  }

  @Test
  void times_are_of_the_zone_also_where_the_clock_changes() {
    FirewallLogDecoder prague = new FirewallLogDecoder(2026, ZoneId.of("Europe/Prague"));
    DecodedLines decoded = new DecodedLines(prague, 0);
    decoded.lines(
        "Mar 29 01:59:59" + MESSAGE, "Mar 29 02:30:00" + MESSAGE, "Mar 29 03:00:00" + MESSAGE);
    assertThat(decoded.flows.stream().map(f -> f.startNanos).toList())
        .containsExactly(
            nanos("2026-03-29T00:59:59Z"),
            nanos("2026-03-29T01:30:00Z"),
            nanos("2026-03-29T01:00:00Z"));
  }
}
