package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetServiceSummaryResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.ServiceSummaryRow;
import io.tapline.report.v1.StreamReportPageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline report service-summary}. */
@Command(
    name = "service-summary",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Totals by service, largest first.")
final class ServiceSummaryCommand implements Callable<Integer> {
  @Mixin ScopeArguments scope;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "25",
      description = "Services printed (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setServiceSummary(request()));
    }
    GetServiceSummaryResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getServiceSummary(request());
    output.rows(answer.getRowsList(), columns());
    if (output.format() == Format.TABLE) {
      TotalsLine.print(answer.getTotal(), output);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private List<Column<ServiceSummaryRow>> columns() {
    List<Column<ServiceSummaryRow>> columns = new ArrayList<>();
    columns.add(Column.text("service", ServiceSummaryRow::getService));
    columns.addAll(TotalsColumns.all(ServiceSummaryRow::getTotals));
    columns.add(Column.count("clients", ServiceSummaryRow::getClients));
    columns.add(Column.count("servers", ServiceSummaryRow::getServers));
    columns.add(scope.column("first_start", ServiceSummaryRow::getFirstStartTime));
    columns.add(scope.column("last_end", ServiceSummaryRow::getLastEndTime));
    return columns;
  }

  private GetServiceSummaryRequest request() {
    return GetServiceSummaryRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .setLimit(limit)
        .build();
  }
}
