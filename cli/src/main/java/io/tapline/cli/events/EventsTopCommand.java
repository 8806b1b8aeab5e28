package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Bars;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.AggregateEventsRequest;
import io.tapline.eventstore.v1.AggregateEventsResponse;
import io.tapline.eventstore.v1.EventAnalysisServiceGrpc;
import io.tapline.eventstore.v1.ValueCount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline events top}. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Counts events by the values of a column, most frequent first. An event with several values"
            + " counts for each of them. Exit code 1: there is none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events top source_ip --from now-1d",
      "  tapline events top category --detector org.example.honeypot --limit 5",
      "  tapline events top target_port --class scan --format csv"
    })
final class EventsTopCommand implements Callable<Integer> {
  private static final int PLOT_CELLS = 20;

  @Parameters(
      paramLabel = "COLUMN",
      description =
          "source_ip, target_ip, source_port, target_port, source_type, target_type, protocol,"
              + " category, description, node_name, node_type, cesnet_eventclass,"
              + " cesnet_eventseverity, cesnet_resolvedabuses or cesnet_inspectionerrors.")
  String column;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Values printed, at most 10000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin EventQueryOptions query;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    AggregateEventsResponse answer =
        EventAnalysisServiceGrpc.newBlockingStub(server.connect())
            .aggregateEvents(
                AggregateEventsRequest.newBuilder()
                    .setQuery(query.query())
                    .setAggrSet(column)
                    .setLimit(limit)
                    .build());
    output.rows(answer.getValuesList(), columns(answer));
    output.remark("In all: %,d events.".formatted(answer.getEvents()));
    return ExitCode.found(answer.getValuesCount());
  }

  private List<Column<ValueCount>> columns(AggregateEventsResponse answer) {
    List<Column<ValueCount>> columns = new ArrayList<>();
    columns.add(Column.text(column, ValueCount::getValue));
    columns.add(Column.count("events", ValueCount::getCount));
    if (output.format() == Format.TABLE) {
      columns.add(Bars.column("", answer.getValuesList(), ValueCount::getCount, PLOT_CELLS));
    }
    return columns;
  }
}
