package io.tapline.cli.reports;

import com.google.protobuf.Timestamp;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.ScopeArguments;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.GetTrafficOverTimeResponse;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.TrafficSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code tapline report traffic-over-time}: a plot for people, a row per bucket and service for
 * programs.
 */
@Command(
    name = "traffic-over-time",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Bytes and connections per time bucket and service.")
final class TrafficOverTimeCommand implements Callable<Integer> {
  private static final int PLOT_CELLS = 40;

  @Mixin ScopeArguments scope;

  @Option(
      names = "--bucket",
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description = "Width of a bucket, for example 10s, 5m, 1h (default: chosen by the extent).")
  @Nullable Duration bucket;

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "6",
      description = "Services told apart; the rest is (other) (default ${DEFAULT-VALUE}).")
  int services;

  @Mixin ReportOutput output;
  @Mixin ServerOption server;

  private record Bucket(Timestamp start, String service, long bytes, long connections) {}

  @Override
  public Integer call() {
    if (output.isDocument()) {
      return output.document(
          server, scope.zone(), StreamReportPageRequest.newBuilder().setTrafficOverTime(request()));
    }
    GetTrafficOverTimeResponse answer =
        ReportServiceGrpc.newBlockingStub(server.connect()).getTrafficOverTime(request());
    if (output.format() == Format.TABLE) {
      plot(answer);
    } else {
      output.rows(
          rows(answer),
          scope.column("start", Bucket::start),
          Column.text("service", Bucket::service),
          Column.bytes("bytes", Bucket::bytes),
          Column.count("connections", Bucket::connections));
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getSeriesCount());
  }

  private void plot(GetTrafficOverTimeResponse answer) {
    List<Bucket> totals = new ArrayList<>();
    for (int i = 0; i < answer.getBucketStartTimesCount(); i++) {
      totals.add(total(answer, i));
    }
    output.rows(
        totals,
        scope.column("start", Bucket::start),
        Column.count("connections", Bucket::connections),
        Column.bytes("bytes", Bucket::bytes),
        Bars.column("traffic", totals, Bucket::bytes, PLOT_CELLS),
        Column.text("mostly", Bucket::service));
  }

  /** All services of one bucket together, named after the largest. */
  private static Bucket total(GetTrafficOverTimeResponse answer, int index) {
    long bytes = 0;
    long connections = 0;
    long largest = 0;
    String service = "";
    for (TrafficSeries series : answer.getSeriesList()) {
      bytes += series.getBytes(index);
      connections += series.getConnections(index);
      if (series.getBytes(index) > largest) {
        largest = series.getBytes(index);
        service = series.getService();
      }
    }
    return new Bucket(answer.getBucketStartTimes(index), service, bytes, connections);
  }

  private static List<Bucket> rows(GetTrafficOverTimeResponse answer) {
    List<Bucket> rows = new ArrayList<>();
    for (int i = 0; i < answer.getBucketStartTimesCount(); i++) {
      for (TrafficSeries series : answer.getSeriesList()) {
        rows.add(
            new Bucket(
                answer.getBucketStartTimes(i),
                series.getService(),
                series.getBytes(i),
                series.getConnections(i)));
      }
    }
    return rows;
  }

  private GetTrafficOverTimeRequest request() {
    GetTrafficOverTimeRequest.Builder request =
        GetTrafficOverTimeRequest.newBuilder()
            .setInterval(scope.interval())
            .setIntervalMatch(scope.match())
            .setFilter(scope.filter())
            .setServices(services);
    if (bucket != null) {
      request.setBucket(Times.duration(bucket));
    }
    return request.build();
  }
}
