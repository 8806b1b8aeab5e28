package io.tapline.cli.capture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline capture handler}. */
@Command(
    name = "handler",
    mixinStandardHelpOptions = true,
    description = "Handlers write the frames of a source to rotating capture files.",
    subcommands = {
      HandlerAddCommand.class,
      HandlerListCommand.class,
      HandlerRemoveCommand.class,
      HandlerRotateCommand.class,
      HandlerDeletedCommand.class
    })
final class HandlerCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the handlers: add, list, remove, rotate or deleted?");
  }
}
