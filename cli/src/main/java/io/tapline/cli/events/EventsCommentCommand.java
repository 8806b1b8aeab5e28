package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.CommentEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline events comment}. */
@Command(
    name = "comment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds a comment to an event.")
final class EventsCommentCommand implements Runnable {
  @Spec CommandSpec command;
  @Mixin ActionOptions event;

  @Parameters(index = "1", paramLabel = "TEXT", description = "The comment.")
  String text;

  @Mixin ServerOption server;

  @Override
  public void run() {
    EventAction action =
        EventActionServiceGrpc.newBlockingStub(server.connect())
            .commentEvent(
                CommentEventRequest.newBuilder()
                    .setEventId(event.id)
                    .setActor(event.actor)
                    .setText(text)
                    .build())
            .getAction();
    command.commandLine().getOut().println("The event was " + ActionText.line(action) + ".");
  }
}
