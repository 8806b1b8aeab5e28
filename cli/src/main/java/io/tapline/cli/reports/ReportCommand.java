package io.tapline.cli.reports;

import picocli.CommandLine.Command;

/** {@code tapline report}: a report by its name. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Named questions over an interval.",
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      ReportListCommand.class,
      ServiceSummaryCommand.class,
      TopTalkersCommand.class,
      TrafficOverTimeCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline report list",
      "  tapline report service-summary --day yesterday",
      "  tapline report top-talkers --side server --by connections --service tls",
      "  tapline report traffic-over-time --from now-6h --bucket 10m"
    })
public final class ReportCommand implements Runnable {
  @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec command;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        command.commandLine(), "Which report? `tapline report list` names them.");
  }
}
