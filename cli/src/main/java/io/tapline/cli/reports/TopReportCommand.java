package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupOptions;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Units;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.TopRow;
import io.tapline.report.v1.Totals;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline report top}. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The largest groups of connections by any columns, and the rest together.",
      "In JSON and CSV each row has the filter that lists its connections."
    })
final class TopReportCommand implements Callable<Integer> {
  @Mixin GroupOptions groups;
  @Mixin ScopeOptions scope;
  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setTop(request()));
    }
    GetTopResponse answer = ReportServiceGrpc.newBlockingStub(server.connect()).getTop(request());
    output.rows(answer.getRowsList(), columns());
    if (output.format() == Format.TABLE) {
      other(answer);
      TotalsLine.print(answer.getTotal(), output);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private GetTopRequest request() {
    return GetTopRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .addAllColumns(groups.columns())
        .setMeasure(TotalsColumns.message(groups.by()))
        .setLimit(groups.limit())
        .build();
  }

  private List<Column<TopRow>> columns() {
    List<Column<TopRow>> columns = groups.keys(TopRow::getKeysList);
    columns.addAll(TotalsColumns.all(TopRow::getTotals));
    columns.add(Column.detail("filter", TopRow::getFilter));
    return columns;
  }

  private void other(GetTopResponse answer) {
    long groupsBesides = answer.getGroups() - answer.getRowsCount();
    if (groupsBesides > 0) {
      Totals other = answer.getOther();
      output.remark(
          "%,d other groups: %,d connections, %,d packets, %s."
              .formatted(
                  groupsBesides,
                  other.getConnections(),
                  other.getPackets(),
                  Units.bytes(other.getBytes())));
    }
  }
}
