package io.tapline.cli.events;

import io.grpc.StatusRuntimeException;
import io.tapline.cli.connect.ResumeOptions;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.RowPrinter;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.EventChange;
import io.tapline.eventstore.v1.EventWatchServiceGrpc;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints events as they are stored or relapse, until it is stopped; all options must match."
            + " Reconnects by itself. With --resume-file it goes on where it was, also after days.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events watch --severity high --severity critical --outcome new",
      "  tapline events watch --format json --resume-file /var/lib/my-program/position | my-program"
    })
final class EventsWatchCommand implements Runnable {
  @Mixin EventQueryOptions query;

  @Option(names = "--actions", description = "Also what people do about events.")
  boolean actions;

  @Mixin ResumeOptions resume;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after so many; 0: never.")
  int limit;

  @Mixin Output output;
  @Mixin ServerOption server;

  private int printed;

  @Override
  public void run() {
    resume.begin();
    RowPrinter<WatchEventsResponse> printer = output.printer(columns());
    boolean more = true;
    while (more) {
      more = follow(printer);
    }
  }

  /** False when there is no more to print; returns when the connection was lost. */
  private boolean follow(RowPrinter<WatchEventsResponse> printer) {
    WatchEventsRequest request =
        WatchEventsRequest.newBuilder()
            .setQuery(query.query())
            .setActions(actions)
            .setResumeToken(resume.token())
            .build();
    try {
      Iterator<WatchEventsResponse> responses =
          EventWatchServiceGrpc.newBlockingStub(server.connect()).watchEvents(request);
      while (responses.hasNext()) {
        take(responses.next(), printer);
        if (limit > 0 && printed >= limit) {
          return false;
        }
      }
      return true;
    } catch (StatusRuntimeException lost) {
      resume.pause(lost);
      return true;
    }
  }

  private void take(WatchEventsResponse response, RowPrinter<WatchEventsResponse> printer) {
    if (response.getChange() != EventChange.EVENT_CHANGE_UNSPECIFIED) {
      print(response, printer);
      printed++;
    }
    resume.passed(response.getResumeToken());
  }

  /** A table would wait for its last row. */
  private void print(WatchEventsResponse response, RowPrinter<WatchEventsResponse> printer) {
    if (output.format() != Format.TABLE) {
      printer.print(List.of(response));
      return;
    }
    output
        .out()
        .printf(
            "%s  %-8s  %-8s  %s  %s  %s%n",
            Times.people(response.getEvent().getDetectTime(), ZoneOffset.UTC),
            EnumWord.of(response.getChange()),
            EventText.severity(response.getEvent()),
            EventText.sources(response.getEvent()),
            what(response),
            response.getEvent().getId());
    RowPrinter.flush(output.out());
  }

  private static String what(WatchEventsResponse response) {
    return response.hasAction()
        ? ActionText.line(response.getAction())
        : response.getEvent().getDescription();
  }

  private static List<Column<WatchEventsResponse>> columns() {
    return List.of(
        Column.text("change", one -> EnumWord.of(one.getChange())),
        Column.text("detect_time", one -> Times.exact(one.getEvent().getDetectTime())),
        Column.text("severity", one -> EventText.severity(one.getEvent())),
        Column.text("outcome", one -> EventText.outcome(one.getEvent())),
        Column.text("state", one -> EnumWord.of(one.getEvent().getState())),
        Column.text("categories", one -> EventText.categories(one.getEvent())),
        Column.text("sources", one -> EventText.sources(one.getEvent())),
        Column.text("description", one -> one.getEvent().getDescription()),
        Column.text("id", one -> one.getEvent().getId()),
        Column.text("action", one -> one.hasAction() ? ActionText.line(one.getAction()) : ""),
        Column.text("resume_token", WatchEventsResponse::getResumeToken));
  }
}
