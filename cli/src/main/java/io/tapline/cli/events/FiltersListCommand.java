package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ListReportFiltersRequest;
import io.tapline.eventstore.v1.ListReportFiltersResponse;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.ReportingServiceGrpc.ReportingServiceBlockingStub;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events filters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists filters by group and name, with their hits. Exit code 1: none.")
final class FiltersListCommand implements Callable<Integer> {
  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only those of this group.")
  String group;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ReportingServiceBlockingStub reporting = ReportingServiceGrpc.newBlockingStub(server.connect());
    List<ReportFilter> filters = Paged.all(token -> page(reporting, token));
    output.rows(filters, FilterText.columns());
    return filters.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.DONE;
  }

  private Paged.Page<ReportFilter> page(ReportingServiceBlockingStub reporting, String token) {
    ListReportFiltersResponse answer =
        reporting.listReportFilters(
            ListReportFiltersRequest.newBuilder().setGroup(group).setPageToken(token).build());
    return new Paged.Page<>(answer.getFiltersList(), answer.getNextPageToken());
  }
}
