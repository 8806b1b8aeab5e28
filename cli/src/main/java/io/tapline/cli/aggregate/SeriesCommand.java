package io.tapline.cli.aggregate;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupMeasure;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline series}. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Traffic per time bucket; buckets without traffic are left out.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline series --bucket 1h --day yesterday",
      "  tapline series --bucket 5m --by service --limit 5 --from now-2h",
      "  tapline series --measure connections --filter 'conn_state = S0'"
    })
public final class SeriesCommand implements Callable<Integer> {
  private static final int PLOT_CELLS = 40;

  @Option(
      names = "--bucket",
      paramLabel = "WIDTH",
      defaultValue = "1m",
      converter = WidthConverter.class,
      description = "Width of a bucket: 10s, 5m, 1h ... (default ${DEFAULT-VALUE}).")
  Duration bucket;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "A series for each value of this column.")
  @Nullable String by;

  @Option(
      names = "--measure",
      paramLabel = "bytes|packets|connections",
      defaultValue = "bytes",
      description = "What is plotted, and what makes a group large (default ${DEFAULT-VALUE}).")
  GroupMeasure measure;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Groups, the largest over the whole interval (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin ScopeOptions scope;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    AggregateConnectionsResponse answer =
        ConnectionServiceGrpc.newBlockingStub(server.connect()).aggregateConnections(request());
    output.rows(answer.getRowsList(), columns(answer));
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private AggregateConnectionsRequest request() {
    AggregateConnectionsRequest.Builder request =
        MeasureColumns.request(scope, measure, limit).setBucket(Times.duration(bucket));
    if (by != null) {
      request.addGroupBy(by);
    }
    return request.build();
  }

  private List<Column<AggregateRow>> columns(AggregateConnectionsResponse answer) {
    List<Column<AggregateRow>> columns = new ArrayList<>();
    if (by != null) {
      columns.add(Column.text(by, row -> row.getKeys(0)));
    }
    columns.add(scope.column("start", AggregateRow::getBucketStartTime));
    columns.addAll(MeasureColumns.columns());
    if (output.format() == Format.TABLE) {
      columns.add(
          Bars.column(
              "", answer.getRowsList(), row -> MeasureColumns.value(row, measure), PLOT_CELLS));
    }
    return columns;
  }
}
