package io.tapline.cli.events;

import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import io.tapline.eventstore.v1.ReopenEventRequest;
import picocli.CommandLine.Command;

/** {@code tapline events reopen}. */
@Command(
    name = "reopen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Opens an event again that is acknowledged or closed.")
final class EventsReopenCommand extends StateCommand {
  @Override
  EventAction act(EventActionServiceBlockingStub actions) {
    return actions
        .reopenEvent(
            ReopenEventRequest.newBuilder()
                .setEventId(id)
                .setActor(actor)
                .setText(text)
                .setRequestId(requestId)
                .build())
        .getAction();
  }
}
