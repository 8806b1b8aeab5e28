package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import io.tapline.eventstore.v1.ReopenEventRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapline events reopen}. */
@Command(
    name = "reopen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Opens an event again that is acknowledged or closed.")
final class EventsReopenCommand implements Runnable {
  @Spec CommandSpec command;
  @Mixin ActionOptions event;

  @Option(names = "--text", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  String text;

  @Mixin ServerOption server;

  @Override
  public void run() {
    EventAction action =
        EventActionServiceGrpc.newBlockingStub(server.connect())
            .reopenEvent(
                ReopenEventRequest.newBuilder()
                    .setEventId(event.id)
                    .setActor(event.actor)
                    .setText(text)
                    .build())
            .getAction();
    command.commandLine().getOut().println("The event was " + ActionText.line(action) + ".");
  }
}
