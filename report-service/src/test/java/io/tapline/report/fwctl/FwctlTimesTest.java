package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FwctlTimesTest {
  private static final FwctlTimes TIMES = new FwctlTimes(ZonedDateTime.parse("2024-06-15T10:30Z"));

  @ParameterizedTest
  @CsvSource({
    "1999-12-31 23:50:59, 1999-12-31T23:50:59Z",
    "99-12-31, 1999-12-31T00:00:00Z",
    "69-01-02 3:04, 2069-01-02T03:04:00Z",
    "12-31 23:50, 2024-12-31T23:50:00Z",
    "08:15, 2024-06-15T08:15:00Z",
    "now, 2024-06-15T10:30:00Z",
    "today, 2024-06-15T00:00:00Z",
    "yesterday, 2024-06-14T00:00:00Z"
  })
  void dates_are_read_in_the_forms_of_the_original(String text, Instant time) {
    assertThat(TIMES.date("start", text)).isEqualTo(time.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "banana", "2024-13-01", "2024-02-30", "1999-12-31 x", "25:00", "2024"})
  void other_dates_are_refused_with_their_field(String text) {
    assertThatThrownBy(() -> TIMES.date("end", text))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.INVALID_INTERVAL);
              assertThat(refusal.details()).containsEntry("field", "end");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "1w2d3h4m5s, 788645",
    "2 days 1 week, 777600",
    "5 mins, 300",
    "1 secs, 1",
    "1 day, 86400",
    "300, 300",
    "0, 0"
  })
  void lengths_are_sums_of_units_in_any_order(String text, long seconds) {
    assertThat(FwctlTimes.seconds("period", text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "banana", "1 fortnight", "1d 2d", "5 mins later", "-1", "1 day 3"})
  void other_lengths_are_refused(String text) {
    assertThatThrownBy(() -> FwctlTimes.seconds("period", text)).isInstanceOf(Refusal.class);
  }

  @Test
  void a_period_has_priority_over_the_end_and_both_ends_are_included() {
    assertThat(kept(new ReportPeriod(1_010L, 1_011L, 20L))).containsExactly(1_010L, 1_020L, 1_030L);
    assertThat(kept(new ReportPeriod(null, 1_020L, null))).containsExactly(1_000L, 1_010L, 1_020L);
    assertThat(kept(new ReportPeriod(null, null, 10L))).containsExactly(1_000L, 1_010L);
  }

  private static List<Long> kept(ReportPeriod period) {
    StringBuilder lines = new StringBuilder();
    for (int time = 1_000; time <= 1_050; time += 10) {
      lines.append(time).append("|DENY|eth0||input|6|tcp|10.0.0.1||||1||10.0.0.2||||80|http\n");
    }
    RecordGroups kept = new RecordGroups();
    FirewallReport report = new FirewallReport(period, RecordFilter.ALL, 0, kept);
    Sample.read(lines.toString(), Networks.NONE, report);
    assertThat(report.period()).isEqualTo(report.end() - report.start());
    return kept.records().stream().map(FirewallRecord::time).toList();
  }
}
