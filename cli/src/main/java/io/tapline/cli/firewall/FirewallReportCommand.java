package io.tapline.cli.firewall;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Printable;
import io.tapline.cli.output.RowPrinter;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportLog;
import io.tapline.report.v1.FirewallReportRecord;
import io.tapline.report.v1.FirewallReportTotals;
import io.tapline.report.v1.FirewallSummaryRow;
import io.tapline.report.v1.RunFirewallReportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tapline firewall report}. A file that cannot be read is warned of and does not keep the
 * others from being reported; the exit code is then that of usage.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reports over files of fwctllog, ipchains, iptables or nftables, or over the connection log.",
    footerHeading = "%nReports:%n",
    footer = {
      "  service, service_alias, service_host      by service, and by the destination's alias or address",
      "  src_alias, src_host, dst_alias, dst_host  by the source's or destination's alias or address",
      "  details                                   the records one by one",
      "Each but details lists records by group; with _sum it counts them: service_sum, src_host_sum.",
      "",
      "Examples:",
      "  tapline firewall report service_sum fwctl.log",
      "  tapline firewall report src_host_sum --port http --port https --threshold 0 fwctl.log",
      "  tapline firewall report details --start yesterday --period \"1 day\" --src 10.0.0.5 fwctl.log",
      "  tapline firewall report dst_alias_sum --aliases aliases --interfaces interfaces /var/log/kern.log",
      "  zcat fwctl.log.gz | tapline firewall report service_sum --format csv -",
      "  tapline firewall report src_host_sum --log --start yesterday --where 'service = ssh'",
      "",
      "An option that is given more than once matches any of its values; different options must all match.",
      "A date is YYYY-MM-DD HH:MM:SS or a part of it, now, today or yesterday; both ends are included.",
      "A length is in weeks, days, hours, mins and secs: \"2 days 6 hours\", 1w2d. A table is pages of 80 columns."
    })
final class FirewallReportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "REPORT", description = "See below.")
  ReportName report;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Logs in time order; - reads the standard input.")
  List<String> files = List.of();

  @Option(
      names = "--log",
      description = "Instead of files: the connections of the log that began then, each a record.")
  boolean log;

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "With --log: only connections that match, in the language of search.")
  String where;

  @Spec CommandSpec command;
  @Mixin RecordOptions records;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    checkInput();
    RowPrinter<FirewallSummaryRow> rows = null;
    RowPrinter<FirewallReportRecord> lines = null;
    if (output.format() != Format.TABLE) {
      rows = report.isSummary() ? output.printer(ReportColumns.summary(report)) : null;
      lines = report.isSummary() ? null : output.printer(ReportColumns.records());
    }
    ReportCall call = new ReportCall(server.connect(), header(), printer(rows, lines));
    boolean allRead = true;
    for (String file : files) {
      allRead &= send(call, file);
    }
    FirewallReportTotals totals = call.finish();
    finish(rows);
    finish(lines);
    remark(totals);
    return !allRead ? ExitCode.USAGE : ExitCode.found(totals.getRecords());
  }

  private void checkInput() {
    if (log && !files.isEmpty()) {
      throw wrong("A report is over files or over the log: leave out --log or the files.");
    }
    if (!log && files.isEmpty()) {
      throw wrong(
          "Which files? Name them, - for the standard input, or --log for the connection log.");
    }
    if (!log && !where.isEmpty()) {
      throw wrong("--where is for connections of the log; it needs --log.");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private FirewallReportHeader header() {
    FirewallReportHeader.Builder header =
        records
            .header()
            .setFamily(report.family())
            .setSummary(report.isSummary())
            .setPages(output.format() == Format.TABLE);
    if (log) {
      header.setLog(FirewallReportLog.newBuilder().setFilter(where));
    }
    return header.build();
  }

  private Consumer<RunFirewallReportResponse> printer(
      @Nullable RowPrinter<FirewallSummaryRow> rows,
      @Nullable RowPrinter<FirewallReportRecord> lines) {
    return response -> {
      if (rows != null) {
        rows.print(List.of(response.getRow()));
      } else if (lines != null) {
        lines.print(List.of(response.getRecord()));
      } else {
        output.out().print(response.getPage());
      }
    };
  }

  private static void finish(@Nullable RowPrinter<?> printer) {
    if (printer != null) {
      printer.finish();
    }
  }

  private boolean send(ReportCall call, String file) {
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      call.send(in);
      return true;
    } catch (IOException | InvalidPathException e) {
      output.err().printf("'%s' cannot be read (%s).%n", Printable.of(file), Printable.of("" + e));
      return false;
    }
  }

  private void remark(FirewallReportTotals totals) {
    output.out().flush();
    if (totals.hasCompleteness()) {
      CompletenessRemark.print(totals.getCompleteness(), output);
    }
    if (totals.getMalformedLines() > 0) {
      output
          .err()
          .printf(
              "%,d of %,d lines could not be read:%n",
              totals.getMalformedLines(), totals.getLines());
      totals
          .getMalformedSamplesList()
          .forEach(line -> output.err().println("  " + Printable.of(line)));
    }
  }
}
