package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ListEventActionsResponse;
import java.util.List;
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
  @Parameters(paramLabel = "ID", description = "The event's id.")
  String id;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    List<EventAction> actions =
        AllPages.rows(
            EventActionServiceGrpc.newBlockingStub(server.connect())::listEventActions,
            ListEventActionsRequest.newBuilder().setEventId(id).build(),
            ListEventActionsResponse::getActionsList);
    output.rows(actions, ActionText.columns());
    return ExitCode.found(actions.size());
  }
}
