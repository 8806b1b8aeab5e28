package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.cli.time.Times;
import io.tapline.report.v1.GetLongRequest;
import io.tapline.report.v1.GetLongResponse;
import io.tapline.report.v1.LongRow;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline report long}. */
@Command(
    name = "long",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The connections that lasted longest, from their first frame to their latest one.",
      "Open ones count with what they lasted so far; 'open = true' asks for them alone."
    })
final class LongCommand implements Callable<Integer> {
  @Mixin ScopeArguments scope;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Connections printed (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setLong(request()));
    }
    GetLongResponse answer = ReportServiceGrpc.newBlockingStub(server.connect()).getLong(request());
    output.rows(
        answer.getRowsList(),
        scope.column("start", LongRow::getStartTime),
        duration(),
        Column.flag("open", LongRow::getOpen),
        Column.text("protocol", LongRow::getProtocol),
        Column.text("client", LongRow::getClient),
        Column.text("server", LongRow::getServer),
        Column.text("server_port", LongRow::getServerPort),
        Column.text("service", LongRow::getService),
        Column.text("hostname", LongRow::getHostname),
        Column.count("packets", row -> row.getTotals().getPackets()),
        Column.bytes("bytes", row -> row.getTotals().getBytes()),
        Column.detail("id", LongRow::getId));
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private GetLongRequest request() {
    return GetLongRequest.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .setLimit(limit)
        .build();
  }

  /** In seconds for programs. */
  private static Column<LongRow> duration() {
    return new Column<>(
        "duration",
        true,
        row -> seconds(Times.duration(row.getDuration())),
        row -> clock(Times.duration(row.getDuration())));
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos() / 1_000, 6);
  }

  /** Hours are as many as there are. */
  private static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%,d:%02d:%02d.%03d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart(),
        duration.toMillisPart());
  }
}
