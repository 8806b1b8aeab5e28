package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import io.tapline.eventstore.v1.EventActionServiceGrpc.EventActionServiceBlockingStub;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * One action of a person on an event: who does it to which, and the line that says what was done.
 */
abstract class ActionCommand implements Runnable {
  @Spec CommandSpec command;

  @Parameters(index = "0", paramLabel = "ID", description = "The event's id.")
  String id;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: the name of the user).")
  String actor;

  @Option(
      names = "--request-id",
      paramLabel = "TEXT",
      description =
          "Identifies the action: the same command with the same id again records nothing"
              + " (default: a new one).")
  String requestId = UUID.randomUUID().toString();

  /** Of the command itself: its option stands behind those of the action in the help. */
  abstract ServerOption server();

  /** Does it; the action as the server stored it. */
  abstract EventAction act(EventActionServiceBlockingStub actions);

  @Override
  public final void run() {
    EventAction action = act(EventActionServiceGrpc.newBlockingStub(server().connect()));
    command.commandLine().getOut().println("The event was " + ActionText.line(action) + ".");
  }
}
