package io.tapline.cli.aggregate;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.group.GroupOptions;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Units;
import io.tapline.cli.scope.ScopeOptions;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline top}. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Groups connections by columns and prints the largest groups.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline top client",
      "  tapline top client server server_port --by connections --limit 20",
      "  tapline top hostname --filter 'service = tls' --day today"
    })
public final class TopCommand implements Callable<Integer> {
  private static final int PLOT_CELLS = 20;

  @Mixin GroupOptions groups;
  @Mixin ScopeOptions scope;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    AggregateConnectionsResponse answer =
        ConnectionServiceGrpc.newBlockingStub(server.connect())
            .aggregateConnections(
                MeasureColumns.request(scope, groups.by(), groups.limit())
                    .addAllGroupBy(groups.columns())
                    .build());
    output.rows(answer.getRowsList(), columns(answer));
    if (output.format() == Format.TABLE) {
      remark(answer);
    }
    CompletenessRemark.print(answer.getCompleteness(), output);
    return ExitCode.found(answer.getRowsCount());
  }

  private List<Column<AggregateRow>> columns(AggregateConnectionsResponse answer) {
    List<Column<AggregateRow>> columns = groups.keys(AggregateRow::getKeysList);
    columns.addAll(MeasureColumns.columns());
    if (output.format() == Format.TABLE) {
      columns.add(
          Bars.column(
              "", answer.getRowsList(), row -> MeasureColumns.value(row, groups.by()), PLOT_CELLS));
    }
    return columns;
  }

  private void remark(AggregateConnectionsResponse answer) {
    List<Long> total = answer.getTotal().getValuesList();
    if (total.size() == MeasureColumns.MEASURES.size()) {
      output.remark(
          "In all: %,d groups, %,d connections, %,d packets, %s."
              .formatted(
                  answer.getGroups(), total.get(0), total.get(1), Units.bytes(total.get(2))));
    }
  }
}
