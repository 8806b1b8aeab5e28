package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events filters}. */
@Command(
    name = "filters",
    mixinStandardHelpOptions = true,
    description = "What keeps events out of the reports of an abuse group.",
    subcommands = {FiltersListCommand.class, FiltersSetCommand.class, FiltersDeleteCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events filters set abuse@example.org lab --source 192.0.2.128/25 --valid-to"
          + " now+30d",
      "  tapline events filters list --group abuse@example.org      with the events kept out",
      "  tapline events filters delete abuse@example.org lab"
    })
final class FiltersCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the filters: list, set or delete?");
  }
}
