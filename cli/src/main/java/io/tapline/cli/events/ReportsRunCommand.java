package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.RunReportRequest;
import io.tapline.eventstore.v1.RunReportResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline events reports run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reports the events of a group and severity at once, by the time at which they were stored,"
          + " whatever was reported before.",
      "The reports that are made regularly are not affected. Exit code 1: nothing to report."
    })
final class ReportsRunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GROUP", description = "The group's name.")
  String group;

  @Option(
      names = "--severity",
      required = true,
      paramLabel = "LEVEL",
      description = "info, low, medium, high, critical.")
  Level severity;

  @Option(names = "--dry-run", description = "Only show it: nothing is stored, sent or counted.")
  boolean dryRun;

  @Option(names = "--test-events", description = "Report events of category Test, and no others.")
  boolean testEvents;

  @Mixin IntervalOptions times;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    RunReportResponse answer =
        ReportingServiceGrpc.newBlockingStub(server.connect()).runReport(request());
    if (output.format() == Format.TABLE) {
      print(answer);
    } else {
      output.rows(answer.getReportsList(), ReportRows.columns());
    }
    return ExitCode.found(answer.getReportsCount());
  }

  private RunReportRequest request() {
    return RunReportRequest.newBuilder()
        .setGroup(group)
        .setSeverity(severity.severity())
        .setInterval(times.interval())
        .setDryRun(dryRun)
        .setTestEvents(testEvents)
        .build();
  }

  /** The summary whole, extra reports by their subjects. */
  private void print(RunReportResponse answer) {
    answer.getReportsList().stream()
        .limit(1)
        .forEach(
            summary -> output.out().printf("%s%n%n%s%n", summary.getSubject(), summary.getText()));
    answer.getReportsList().stream().skip(1).map(Report::getSubject).forEach(output.out()::println);
    ReportRows.print(answer.getRun(), output.out());
    if (dryRun) {
      output.out().println("A dry run: nothing was stored or sent.");
    }
  }
}
