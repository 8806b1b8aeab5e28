package io.tapline.cli.reports;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline report schedule}. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Reports that the server runs by the clock, keeps and delivers.",
    subcommands = {
      ScheduleAddCommand.class,
      ScheduleListCommand.class,
      ScheduleShowCommand.class,
      ScheduleRunCommand.class,
      ScheduleRemoveCommand.class,
      ScheduleRunsCommand.class,
      ScheduleFetchCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline report schedule add talkers top-talkers --cron '0 7 * * *' --zone Europe/Prague",
      "  tapline report schedule add ports top server_port --cron '5 0 1 * *' --period 1mo"
          + " --document csv --to-folder monthly --to-channel ops",
      "  tapline report schedule run talkers",
      "  tapline report schedule runs talkers --state failed",
      "  tapline report schedule fetch 42"
    })
final class ScheduleCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "What with the schedules: add, list, show, run, remove, runs or fetch?");
  }
}
