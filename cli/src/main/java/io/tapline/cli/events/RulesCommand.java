package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "How long which events keep their keys quiet; without a rule, by severity.",
    subcommands = {
      RulesListCommand.class,
      RulesSetCommand.class,
      RulesDeleteCommand.class,
      RulesDryRunCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events rules dry-run ssh --class brute-force-ssh --threshold 1d --days 30",
      "  tapline events rules set ssh --class brute-force-ssh --threshold 1d --relapse 12h --period"
          + " 10m"
    })
final class RulesCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the rules: list, set, delete or dry-run?");
  }
}
