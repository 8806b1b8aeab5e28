package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.CloseEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapline events close}. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says that an event is done with.")
final class EventsCloseCommand implements Runnable {
  @Spec CommandSpec command;
  @Mixin ActionOptions event;

  @Option(names = "--text", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  String text;

  @Mixin ServerOption server;

  @Override
  public void run() {
    EventAction action =
        EventActionServiceGrpc.newBlockingStub(server.connect())
            .closeEvent(
                CloseEventRequest.newBuilder()
                    .setEventId(event.id)
                    .setActor(event.actor)
                    .setText(text)
                    .build())
            .getAction();
    command.commandLine().getOut().println("The event was " + ActionText.line(action) + ".");
  }
}
