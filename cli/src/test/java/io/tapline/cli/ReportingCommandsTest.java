package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.ReportAttachments;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportMode;
import io.tapline.eventstore.v1.ReportRecipients;
import io.tapline.eventstore.v1.ReportSettings;
import io.tapline.eventstore.v1.ReportTiming;
import io.tapline.type.v1.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReportingCommandsTest {
  private final FakeReporting reporting = new FakeReporting();

  @RegisterExtension final ServedCommand cli = new ServedCommand("events", reporting);

  @TempDir Path directory;

  @Test
  void options_become_a_group() {
    assertThat(
            cli.run(
                "groups",
                "set",
                "abuse@example.org",
                "--network",
                "192.0.2.0/24",
                "--network",
                "2001:db8::/32",
                "--mode",
                "both",
                "--attachments",
                "all",
                "--recipient",
                "critical=oncall@example.org",
                "--recipient",
                "team@example.org",
                "--recipient",
                "x=y@example.org",
                "--period",
                "low=12h",
                "--threshold",
                "low=2d",
                "--report-info",
                "--compress",
                "--locale",
                "cs"))
        .isEqualTo(ExitCode.DONE);
    assertThat(reporting.groups)
        .containsExactly(
            AbuseGroup.newBuilder()
                .setName("abuse@example.org")
                .addNetworks("192.0.2.0/24")
                .addNetworks("2001:db8::/32")
                .setSettings(
                    ReportSettings.newBuilder()
                        .setMode(ReportMode.REPORT_MODE_BOTH)
                        .setAttachments(ReportAttachments.REPORT_ATTACHMENTS_ALL)
                        .addRecipients(
                            ReportRecipients.newBuilder()
                                .setSeverity(Severity.SEVERITY_CRITICAL)
                                .addAddresses("oncall@example.org"))
                        .addRecipients(
                            ReportRecipients.newBuilder()
                                .addAddresses("team@example.org")
                                .addAddresses("x=y@example.org"))
                        .addTimings(
                            ReportTiming.newBuilder()
                                .setSeverity(Severity.SEVERITY_LOW)
                                .setPeriod(Duration.newBuilder().setSeconds(43_200))
                                .setThreshold(Duration.newBuilder().setSeconds(172_800)))
                        .setReportInfo(true)
                        .setCompress(true)
                        .setLocale("cs"))
                .build());
    assertThat(cli.run("groups", "set", "x", "--period", "low=soon")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("'soon' is not a width of time");
  }

  @Test
  void all_pages_of_groups_are_listed() {
    assertThat(cli.run("groups", "list")).isEqualTo(ExitCode.NOTHING_FOUND);
    cli.run("groups", "set", "a", "--recipient", "high=x@example.org");
    cli.run("groups", "set", "b");
    cli.clear();
    assertThat(cli.run("groups", "list", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().skip(1).map(line -> line.split(",", 2)[0]))
        .containsExactly("a", "b");
    assertThat(cli.out()).contains("high=x@example.org");
    assertThat(reporting.groupsWanted).isEqualTo(100);
  }

  @Test
  void an_address_without_a_group_is_nothing_found() {
    assertThat(cli.run("groups", "resolve", "10.0.0.1")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("ten");
    assertThat(cli.run("groups", "resolve", "192.0.2.1")).isEqualTo(ExitCode.NOTHING_FOUND);
  }

  @Test
  void options_become_a_filter_and_a_filter_needs_a_condition() {
    assertThat(cli.run("filters", "set", "g", "lab")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("a filter needs a condition");
    assertThat(
            cli.run(
                "filters",
                "set",
                "g",
                "lab",
                "--source",
                "192.0.2.128/25",
                "--category",
                "Test",
                "--not",
                "category",
                "--valid-to",
                "2026-03-01",
                "--comment",
                "why"))
        .isEqualTo(ExitCode.DONE);
    ReportFilter filter = reporting.filters.getFirst();
    assertThat(filter.getRule())
        .isEqualTo(
            EventQuery.newBuilder()
                .addSourceAddrs("192.0.2.128/25")
                .addCategories("Test")
                .setNotCategories(true)
                .build());
    assertThat(filter.getValidToTime().getSeconds()).isEqualTo(1_772_323_200L);
    assertThat(filter.hasValidFromTime()).isFalse();
    cli.clear();
    assertThat(cli.run("filters", "list", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains(
            "source_addrs: \\\"192.0.2.128/25\\\"", "\"valid_to_time\":\"2026-03-01T00:00:00");
  }

  @Test
  void a_report_is_shown_as_mailed_and_its_files_are_written_below_their_day() throws IOException {
    assertThat(cli.run("reports", "list")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains(FakeReporting.LABEL, FakeReporting.FILE);
    cli.clear();
    assertThat(cli.run("reports", "show", FakeReporting.LABEL, "--to-dir", directory.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().toList())
        .containsExactly(
            "Subject: [M20260726SL-HT9TC] low - Notice",
            "To: abuse@example.org",
            "",
            "Dear colleagues.",
            "",
            "Events: 5 new, 2 kept out by filters, 0 kept back, 0 came back; 3 reported.",
            "  kept out by lab: 2");
    assertThat(Files.readString(directory.resolve("20260726").resolve(FakeReporting.FILE)))
        .isEqualTo("[{\"ID\": 1}]");
  }

  @Test
  void a_file_that_would_be_outside_of_the_directory_is_not_written() {
    reporting.path = "../../outside.json";
    assertThat(cli.run("reports", "show", FakeReporting.LABEL, "--to-dir", directory.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("outside of the directory");
    assertThat(directory.resolve("../../outside.json")).doesNotExist();
  }

  @Test
  void a_dry_run_says_so_and_nothing_to_report_is_nothing_found() {
    assertThat(
            cli.run(
                "reports",
                "run",
                "abuse@example.org",
                "--severity",
                "low",
                "--from",
                "2026-03-01",
                "--dry-run"))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("Dear colleagues.", "A dry run: nothing was stored or sent.");
    assertThat(reporting.run.getDryRun()).isTrue();
    assertThat(reporting.run.getSeverity()).isEqualTo(Severity.SEVERITY_LOW);
    assertThat(reporting.run.getInterval().getStartTime().getSeconds()).isEqualTo(1_772_323_200L);
    assertThat(cli.run("reports", "run", "other", "--severity", "high"))
        .isEqualTo(ExitCode.NOTHING_FOUND);
  }
}
