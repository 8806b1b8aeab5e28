package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events notices}. */
@Command(
    name = "notices",
    mixinStandardHelpOptions = true,
    description = "What people were told of events, and what could not be told.",
    subcommands = {NoticesListCommand.class, NoticesRetryCommand.class, NoticesDropCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  tapline events notices list --state dead", "  tapline events notices retry 17"})
final class NoticesCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the notices: list, retry or drop?");
  }
}
