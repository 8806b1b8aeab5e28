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
      TrafficOverTimeCommand.class,
      TopReportCommand.class,
      PercentileCommand.class,
      ChangeCommand.class,
      MatrixCommand.class,
      LongCommand.class,
      QualityCommand.class,
      ScheduleCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline report list",
      "  tapline report service-summary --day yesterday",
      "  tapline report top-talkers --side server --by connections --service tls",
      "  tapline report traffic-over-time --from now-6h --bucket 10m",
      "  tapline report top client server --by connections --day yesterday",
      "  tapline report percentile --from 2026-01-01 --to 2026-02-01",
      "  tapline report change server server_port --day today --kind new",
      "  tapline report matrix client/24 server/24 --day yesterday",
      "  tapline report long --filter 'open = true'",
      "  tapline report quality server service --day yesterday --format html -o quality.html",
      "  tapline report schedule add talkers top-talkers --cron '0 7 * * *'"
    })
public final class ReportCommand implements Runnable {
  @picocli.CommandLine.Spec picocli.CommandLine.Model.CommandSpec command;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        command.commandLine(), "Which report? `tapline report list` names them.");
  }
}
