package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.PageToken;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ListReportsRequest;
import io.tapline.eventstore.v1.ListReportsResponse;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events reports list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists reports, latest first. Exit code 1: none.")
final class ReportsListCommand implements Callable<Integer> {
  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only those of this group.")
  String group;

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "Only those of this severity: info, low, medium, high, critical.")
  @Nullable Level severity;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Reports printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin PageToken page;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ListReportsResponse answer =
        ReportingServiceGrpc.newBlockingStub(server.connect()).listReports(request());
    output.rows(answer.getReportsList(), ReportRows.columns());
    PageToken.printNext(answer.getNextPageToken(), output.err());
    return ExitCode.found(answer.getReportsCount());
  }

  private ListReportsRequest request() {
    ListReportsRequest.Builder request =
        ListReportsRequest.newBuilder()
            .setGroup(group)
            .setPageSize(limit)
            .setPageToken(page.token());
    if (severity != null) {
      request.setSeverity(severity.severity());
    }
    return request.build();
  }
}
