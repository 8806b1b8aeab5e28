package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events groups}. */
@Command(
    name = "groups",
    mixinStandardHelpOptions = true,
    description = "Abuse groups: who is responsible for which networks, and what they are told.",
    subcommands = {
      GroupsListCommand.class,
      GroupsShowCommand.class,
      GroupsSetCommand.class,
      GroupsDeleteCommand.class,
      GroupsResolveCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events groups set abuse@example.org --network 192.0.2.0/24 --network"
          + " 2001:db8::/32",
      "  tapline events groups set abuse@example.org --network 192.0.2.0/24 --mode both --recipient"
          + " critical=oncall@example.org --recipient team@example.org",
      "  tapline events groups resolve 192.0.2.7"
    })
final class GroupsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the groups: list, show, set, delete or resolve?");
  }
}
