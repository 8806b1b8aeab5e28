package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.PageToken;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.eventstore.v1.SearchEventsResponse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --limit} and {@code --page-token}, and the page of events that they want. */
final class EventPages {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Events printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin PageToken page;

  /** Asks for the page and prints it; the exit code of the command. */
  int print(
      SearchEventsRequest.Builder request,
      IntervalOptions times,
      ServerOption server,
      Output output) {
    SearchEventsResponse answer =
        EventServiceGrpc.newBlockingStub(server.connect())
            .searchEvents(request.setPageSize(limit).setPageToken(page.token()).build());
    output.rows(answer.getEventsList(), EventColumns.of(times, output.format()));
    PageToken.printNext(answer.getNextPageToken(), output.err());
    if (answer.getEventsCount() == 0) {
      output.err().println("No event.");
      return ExitCode.NOTHING_FOUND;
    }
    return ExitCode.DONE;
  }
}
