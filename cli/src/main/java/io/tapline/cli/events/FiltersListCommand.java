package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ListReportFiltersRequest;
import io.tapline.eventstore.v1.ListReportFiltersResponse;
import io.tapline.eventstore.v1.ReportFilter;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
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
  /** With long lists of addresses, more might not fit into a message. */
  private static final int PAGE_FILTERS = 100;

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
    List<ReportFilter> filters =
        AllPages.rows(
            ReportingServiceGrpc.newBlockingStub(server.connect())::listReportFilters,
            ListReportFiltersRequest.newBuilder().setGroup(group).setPageSize(PAGE_FILTERS).build(),
            ListReportFiltersResponse::getFiltersList);
    output.rows(filters, FilterText.columns());
    return ExitCode.found(filters.size());
  }
}
