package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.group.GroupOptions;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.BaselineOptions;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.cli.time.Times;
import io.tapline.report.v1.ChangeKind;
import io.tapline.report.v1.ChangeRow;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline report change}. */
@Command(
    name = "change",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "An interval against another: what grew, shrank, is new or vanished, largest change first.",
      "Needs --day, or --from and --to. In JSON and CSV each row has the filter that lists its"
          + " connections in either interval."
    })
final class ChangeCommand implements Callable<Integer> {
  /** Which groups are wanted. */
  enum Kind {
    ALL(ChangeKind.CHANGE_KIND_ALL),
    NEW(ChangeKind.CHANGE_KIND_NEW),
    VANISHED(ChangeKind.CHANGE_KIND_VANISHED);

    final ChangeKind message;

    Kind(ChangeKind message) {
      this.message = message;
    }
  }

  @Mixin GroupOptions groups;

  @Option(
      names = "--kind",
      paramLabel = "all|new|vanished",
      defaultValue = "all",
      description = "Which groups (default ${DEFAULT-VALUE}).")
  Kind kind;

  @Mixin ScopeOptions scope;
  @Mixin BaselineOptions baseline;
  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setChange(request()));
    }
    GetChangeResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getChange(request());
    output.rows(answer.getRowsList(), columns());
    if (output.format() == Format.TABLE) {
      output.remark(
          "%,d groups; compared with %s to %s."
              .formatted(
                  answer.getGroups(),
                  Times.exact(answer.getBaseline().getStartTime()),
                  Times.exact(answer.getBaseline().getEndTime())));
      TotalsLine.print(answer.getTotal().getTotals(), output);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    CompletenessRemark.print(answer.getBaselineCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private GetChangeRequest request() {
    GetChangeRequest.Builder request =
        GetChangeRequest.newBuilder()
            .setInterval(scope.interval())
            .setIntervalMatch(scope.match())
            .setFilter(scope.filter())
            .addAllColumns(groups.columns())
            .setMeasure(TotalsColumns.message(groups.by()))
            .setKind(kind.message)
            .setLimit(groups.limit());
    baseline.interval(scope.zone()).ifPresent(request::setBaseline);
    return request.build();
  }

  private List<Column<ChangeRow>> columns() {
    List<Column<ChangeRow>> columns = groups.keys(ChangeRow::getKeysList);
    GroupMeasure by = groups.by();
    columns.add(TotalsColumns.one(by, by.text(), ChangeRow::getTotals));
    columns.add(TotalsColumns.one(by, "baseline_" + by.text(), ChangeRow::getBaselineTotals));
    columns.add(Column.count("change", ChangeRow::getChange));
    columns.add(percent());
    columns.add(Column.detail("filter", ChangeRow::getFilter));
    return columns;
  }

  private static Column<ChangeRow> percent() {
    return Column.nullable(
        "change_percent",
        true,
        row ->
            row.hasChangePercent()
                ? String.format(Locale.ROOT, "%.1f", row.getChangePercent())
                : null);
  }
}
