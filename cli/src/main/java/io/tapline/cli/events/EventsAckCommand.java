package io.tapline.cli.events;

import io.tapline.eventstore.v1.AcknowledgeEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import picocli.CommandLine.Command;

/** {@code tapline events ack}. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says that somebody looks after an open event.")
final class EventsAckCommand extends StateCommand {
  @Override
  EventAction act(EventActionServiceBlockingStub actions) {
    return actions
        .acknowledgeEvent(
            AcknowledgeEventRequest.newBuilder()
                .setEventId(id)
                .setActor(actor)
                .setText(text)
                .setRequestId(requestId)
                .build())
        .getAction();
  }
}
