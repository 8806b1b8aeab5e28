package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTopTalkersResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.TalkerSide;
import io.tapline.report.v1.TopTalkersRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline report top-talkers}. */
@Command(
    name = "top-talkers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The hosts that talked most.")
final class TopTalkersCommand implements Callable<Integer> {
  /** Which end of a connection. */
  enum Side {
    CLIENT,
    SERVER
  }

  @Mixin ScopeArguments scope;

  @Option(
      names = "--side",
      paramLabel = "client|server",
      defaultValue = "client",
      description = "Which hosts (default ${DEFAULT-VALUE}).")
  Side side;

  @Option(
      names = "--by",
      paramLabel = "bytes|packets|connections",
      defaultValue = "bytes",
      description = "What makes them large (default ${DEFAULT-VALUE}).")
  GroupMeasure by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Hosts printed (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setTopTalkers(request()));
    }
    GetTopTalkersResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getTopTalkers(request());
    output.rows(answer.getRowsList(), columns());
    if (output.format() == Format.TABLE) {
      TotalsLine.print(answer.getTotal(), output);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private static List<Column<TopTalkersRow>> columns() {
    List<Column<TopTalkersRow>> columns = new ArrayList<>();
    columns.add(Column.text("host", TopTalkersRow::getHost));
    columns.addAll(TotalsColumns.all(TopTalkersRow::getTotals));
    columns.add(Column.count("peers", TopTalkersRow::getPeers));
    return columns;
  }

  private GetTopTalkersRequest request() {
    return GetTopTalkersRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .setSide(
            switch (side) {
              case CLIENT -> TalkerSide.TALKER_SIDE_CLIENT;
              case SERVER -> TalkerSide.TALKER_SIDE_SERVER;
            })
        .setMeasure(TotalsColumns.message(by))
        .setLimit(limit)
        .build();
  }
}
