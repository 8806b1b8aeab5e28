package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportingCommandsTest {
  private final FakeReporting reporting = new FakeReporting();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Server server;
  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(reporting)
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("events"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--server", "localhost:" + server.getPort()));
    CommandLine command = TaplineCli.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }

  @Test
  void options_become_a_group() {
    assertThat(
            run(
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
    assertThat(run("groups", "set", "x", "--period", "low=soon")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'soon' is not a width of time");
  }

  @Test
  void all_pages_of_groups_are_listed() {
    assertThat(run("groups", "list")).isEqualTo(ExitCode.NOTHING_FOUND);
    run("groups", "set", "a", "--recipient", "high=x@example.org");
    run("groups", "set", "b");
    out.getBuffer().setLength(0);
    assertThat(run("groups", "list", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().skip(1).map(line -> line.split(",", 2)[0]))
        .containsExactly("a", "b");
    assertThat(out.toString()).contains("high=x@example.org");
    assertThat(reporting.groupsWanted).isEqualTo(100);
  }

  @Test
  void an_address_without_a_group_is_nothing_found() {
    assertThat(run("groups", "resolve", "10.0.0.1")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("ten");
    assertThat(run("groups", "resolve", "192.0.2.1")).isEqualTo(ExitCode.NOTHING_FOUND);
  }

  @Test
  void options_become_a_filter_and_a_filter_needs_a_condition() {
    assertThat(run("filters", "set", "g", "lab")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a filter needs a condition");
    assertThat(
            run(
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
    out.getBuffer().setLength(0);
    assertThat(run("filters", "list", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            "source_addrs: \\\"192.0.2.128/25\\\"", "\"valid_to_time\":\"2026-03-01T00:00:00");
  }

  @Test
  void a_report_is_shown_as_mailed_and_its_files_are_written_below_their_day() throws IOException {
    assertThat(run("reports", "list")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains(FakeReporting.LABEL, FakeReporting.FILE);
    out.getBuffer().setLength(0);
    assertThat(run("reports", "show", FakeReporting.LABEL, "--to-dir", directory.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList())
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
    assertThat(run("reports", "show", FakeReporting.LABEL, "--to-dir", directory.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("outside of the directory");
    assertThat(directory.resolve("../../outside.json")).doesNotExist();
  }

  @Test
  void a_dry_run_says_so_and_nothing_to_report_is_nothing_found() {
    assertThat(
            run(
                "reports",
                "run",
                "abuse@example.org",
                "--severity",
                "low",
                "--from",
                "2026-03-01",
                "--dry-run"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("Dear colleagues.", "A dry run: nothing was stored or sent.");
    assertThat(reporting.run.getDryRun()).isTrue();
    assertThat(reporting.run.getSeverity()).isEqualTo(Severity.SEVERITY_LOW);
    assertThat(reporting.run.getInterval().getStartTime().getSeconds()).isEqualTo(1_772_323_200L);
    assertThat(run("reports", "run", "other", "--severity", "high"))
        .isEqualTo(ExitCode.NOTHING_FOUND);
  }
}
