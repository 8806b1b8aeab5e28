package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTopTalkersResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.TalkerMeasure;
import io.tapline.report.v1.TalkerSide;
import io.tapline.report.v1.TopTalkersRow;
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

  /** What is counted. */
  enum By {
    BYTES(TalkerMeasure.TALKER_MEASURE_BYTES),
    PACKETS(TalkerMeasure.TALKER_MEASURE_PACKETS),
    CONNECTIONS(TalkerMeasure.TALKER_MEASURE_CONNECTIONS);

    final TalkerMeasure measure;

    By(TalkerMeasure measure) {
      this.measure = measure;
    }
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
  By by;

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
    output.rows(
        answer.getRowsList(),
        Column.text("host", TopTalkersRow::getHost),
        Column.count("connections", row -> row.getTotals().getConnections()),
        Column.count("packets", row -> row.getTotals().getPackets()),
        Column.bytes("bytes", row -> row.getTotals().getBytes()),
        Column.count("peers", TopTalkersRow::getPeers));
    if (output.format() == Format.TABLE) {
      TotalsLine.print(answer.getTotal(), output);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
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
        .setMeasure(by.measure)
        .setLimit(limit)
        .build();
  }
}
