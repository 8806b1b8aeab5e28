package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.GetEventRequest;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code tapline events show}: for people everything with its reasons, as JSON the IDEA message
 * itself.
 */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows one event, why it was reported or kept back, and the IDEA message (--format json:"
            + " only that).")
final class EventsShowCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The event's id.")
  String id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Event event =
        EventServiceGrpc.newBlockingStub(server.connect())
            .getEvent(GetEventRequest.newBuilder().setId(id).build());
    switch (output.format()) {
      case TABLE -> print(event, output.out());
      case JSON -> output.out().println(event.getIdeaJson());
      case CSV -> output.rows(List.of(event), EventColumns.withMessage());
    }
  }

  private static void print(Event event, PrintWriter out) {
    line(out, "id", event.getId());
    line(out, "detected", Times.people(event.getDetectTime(), ZoneOffset.UTC) + " UTC");
    line(out, "categories", EventText.categories(event));
    line(out, "severity", EventText.severity(event));
    line(out, "class", event.getEventClass());
    line(out, "description", event.getDescription());
    line(out, "sources", EventText.sources(event));
    line(out, "targets", EventText.targets(event));
    line(out, "detectors", EventText.detectors(event));
    printDecision(event, out);
    out.println();
    out.println(event.getIdeaJson());
  }

  private static void printDecision(Event event, PrintWriter out) {
    Decision decision = event.getDecision();
    line(out, "state", EnumWord.of(event.getState()));
    line(out, "decision", EventText.outcome(event));
    line(out, "because", decision.getReason());
    line(out, "key", decision.getKey());
    if (decision.hasThresholdEndTime()) {
      line(
          out,
          "quiet until",
          Times.people(decision.getThresholdEndTime(), ZoneOffset.UTC) + " UTC");
    }
    if (decision.getThresholdedCount() > 0) {
      line(out, "kept back", Long.toString(decision.getThresholdedCount()));
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%-12s %s%n", name, value);
    }
  }
}
