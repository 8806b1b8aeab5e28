package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.CommentEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline events comment}. */
@Command(
    name = "comment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds a comment to an event.")
final class EventsCommentCommand extends ActionCommand {
  @Parameters(index = "1", paramLabel = "TEXT", description = "The comment.")
  String text;

  @Mixin ServerOption server;

  @Override
  ServerOption server() {
    return server;
  }

  @Override
  EventAction act(EventActionServiceBlockingStub actions) {
    return actions
        .commentEvent(
            CommentEventRequest.newBuilder()
                .setEventId(id)
                .setActor(actor)
                .setText(text)
                .setRequestId(requestId)
                .build())
        .getAction();
  }
}
