package io.tapline.cli.events;

import io.tapline.eventstore.v1.CloseEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import picocli.CommandLine.Command;

/** {@code tapline events close}. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says that an event is done with.")
final class EventsCloseCommand extends StateCommand {
  @Override
  EventAction act(EventActionServiceBlockingStub actions) {
    return actions
        .closeEvent(
            CloseEventRequest.newBuilder()
                .setEventId(id)
                .setActor(actor)
                .setText(text)
                .setRequestId(requestId)
                .build())
        .getAction();
  }
}
