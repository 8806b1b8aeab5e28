package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "What was detected, and whether people should look at it.",
    subcommands = {
      EventsListCommand.class,
      EventsShowCommand.class,
      EventsExplainCommand.class,
      RulesCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events list --day today --severity high",
      "  tapline events show 6c1d0e0e-...          with the decision and the IDEA message",
      "  tapline events explain 6c1d0e0e-...       why, for each of its sources",
      "  tapline events rules dry-run ssh --class brute-force-ssh --threshold 1d --days 30"
    })
public final class EventsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the events: list, show, explain or rules?");
  }
}
