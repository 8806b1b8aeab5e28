package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.RowPrinter;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ListEventActionsResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists what people did about an event, oldest first. Exit code 1: nothing.")
final class EventsHistoryCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;

  @Parameters(paramLabel = "ID", description = "The event's id.")
  String id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    EventActionServiceBlockingStub service =
        EventActionServiceGrpc.newBlockingStub(server.connect());
    RowPrinter<EventAction> printer = output.printer(ActionText.columns());
    int count = 0;
    String token = "";
    do {
      ListEventActionsResponse page = service.listEventActions(request(token));
      printer.print(page.getActionsList());
      count += page.getActionsCount();
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    printer.finish();
    return count == 0 ? ExitCode.NOTHING_FOUND : ExitCode.DONE;
  }

  private ListEventActionsRequest request(String token) {
    return ListEventActionsRequest.newBuilder()
        .setEventId(id)
        .setPageSize(PAGE)
        .setPageToken(token)
        .build();
  }
}
