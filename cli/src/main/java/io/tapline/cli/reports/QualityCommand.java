package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.report.v1.GetQualityRequest;
import io.tapline.report.v1.GetQualityResponse;
import io.tapline.report.v1.QualityRow;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StateCount;
import io.tapline.report.v1.StreamReportPageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline report quality}. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How TCP connections ended: unanswered (conn_state S0, SH, RSTOS0), rejected (REJ), reset"
          + " (RSTO, RSTR, RSTRH).",
      "Tables show shares; in JSON and CSV each row has the filter that lists its connections."
    })
final class QualityCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..7",
      split = ",",
      paramLabel = "COLUMN",
      defaultValue = "service",
      description = "Columns to group by: server, client/24, ... (default ${DEFAULT-VALUE}).")
  List<String> columns;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Groups printed, at most 100 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin ScopeOptions scope;
  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setQuality(request()));
    }
    GetQualityResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getQuality(request());
    output.rows(answer.getRowsList(), columns(answer.getTotal()));
    if (output.format() == Format.TABLE) {
      other(answer);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private GetQualityRequest request() {
    return GetQualityRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .addAllColumns(columns)
        .setLimit(limit)
        .build();
  }

  private List<Column<QualityRow>> columns(QualityRow total) {
    List<Column<QualityRow>> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int index = i;
      shown.add(Column.text(columns.get(i), row -> row.getKeys(index)));
    }
    shown.add(Column.count("connections", QualityRow::getConnections));
    shown.add(part("unanswered", QualityRow::getUnanswered));
    shown.add(part("rejected", QualityRow::getRejected));
    shown.add(part("reset", QualityRow::getReset));
    for (StateCount state : total.getStatesList()) {
      shown.add(Column.count(state.getConnState(), row -> count(row, state.getConnState())));
    }
    shown.add(Column.detail("filter", QualityRow::getFilter));
    return shown;
  }

  private static Column<QualityRow> part(String name, Function<QualityRow, Long> count) {
    return new Column<>(name, true, count::apply, row -> share(count.apply(row), row));
  }

  private static String share(long count, QualityRow row) {
    return row.getConnections() == 0
        ? ""
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / row.getConnections());
  }

  private static long count(QualityRow row, String state) {
    return row.getStatesList().stream()
        .filter(each -> each.getConnState().equals(state))
        .mapToLong(StateCount::getConnections)
        .sum();
  }

  private void other(GetQualityResponse answer) {
    long groups = answer.getGroups() - answer.getRowsCount();
    if (groups > 0) {
      output.remark("%,d other groups: %s.".formatted(groups, words(answer.getOther())));
    }
    output.remark("In all: %s.".formatted(words(answer.getTotal())));
  }

  private static String words(QualityRow row) {
    return "%,d TCP connections, %,d unanswered, %,d rejected, %,d reset"
        .formatted(row.getConnections(), row.getUnanswered(), row.getRejected(), row.getReset());
  }
}
