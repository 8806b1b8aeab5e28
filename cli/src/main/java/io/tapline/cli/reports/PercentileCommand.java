package io.tapline.cli.reports;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.scope.FilterOptions;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline report percentile}. */
@Command(
    name = "percentile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "A percentile of the traffic in bins of five minutes, as transit is billed.",
      "Bytes of both ways; bins without traffic count. Needs --day, or --from and --to."
    })
final class PercentileCommand implements Callable<Integer> {
  @Option(
      names = "--percent",
      paramLabel = "N",
      defaultValue = "95",
      description = "1 to 100 (default ${DEFAULT-VALUE}).")
  int percent;

  @Mixin IntervalOptions times;
  @Mixin FilterOptions filter;
  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, times.zone(), StreamReportPageRequest.newBuilder().setPercentile(request()));
    }
    GetPercentileResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getPercentile(request());
    output.rows(
        List.of(answer),
        times.column("start", row -> row.getInterval().getStartTime()),
        times.column("end", row -> row.getInterval().getEndTime()),
        Column.number("bins", GetPercentileResponse::getBins),
        Column.count("bits_per_second", GetPercentileResponse::getBitsPerSecond),
        Column.count("mean_bits_per_second", GetPercentileResponse::getMeanBitsPerSecond),
        Column.count("max_bits_per_second", GetPercentileResponse::getMaxBitsPerSecond));
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getMaxBitsPerSecond());
  }

  private GetPercentileRequest request() {
    return GetPercentileRequest.newBuilder()
        .setInterval(times.bounded("Of which time? --day, or --from and --to."))
        .setFilter(filter.text())
        .setPercent(percent)
        .build();
  }
}
