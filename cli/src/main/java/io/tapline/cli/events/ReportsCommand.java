package io.tapline.cli.events;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline events reports}. */
@Command(
    name = "reports",
    mixinStandardHelpOptions = true,
    description = "What abuse groups were told.",
    subcommands = {ReportsListCommand.class, ReportsShowCommand.class, ReportsRunCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline events reports list --group abuse@example.org",
      "  tapline events reports show M20260726SL-HT9TC --to-dir /var/reports      with its files",
      "  tapline events reports run abuse@example.org --severity low --from now-1d --dry-run"
    })
final class ReportsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the reports: list, show or run?");
  }
}
