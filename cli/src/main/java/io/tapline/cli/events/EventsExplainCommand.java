package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.ExplainDecisionRequest;
import io.tapline.eventstore.v1.ThresholdServiceGrpc;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says for every source of an event why it was reported or kept back, most urgent first.")
final class EventsExplainCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The event's id.")
  String id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        ThresholdServiceGrpc.newBlockingStub(server.connect())
            .explainDecision(ExplainDecisionRequest.newBuilder().setEventId(id).build())
            .getDecisionsList(),
        columns());
  }

  private static List<Column<Decision>> columns() {
    return List.of(
        Column.text("source", Decision::getSource),
        Column.text("outcome", EventText::outcome),
        IntervalOptions.column("decide_time", Decision::getDecideTime, ZoneOffset.UTC),
        IntervalOptions.column("threshold_end_time", Decision::getThresholdEndTime, ZoneOffset.UTC),
        Column.count("thresholded_count", Decision::getThresholdedCount),
        Column.text("key", Decision::getKey),
        Column.text("reason", Decision::getReason));
  }
}
