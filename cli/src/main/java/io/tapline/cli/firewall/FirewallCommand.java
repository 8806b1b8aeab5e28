package io.tapline.cli.firewall;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline firewall}. */
@Command(
    name = "firewall",
    mixinStandardHelpOptions = true,
    description = "Reports over logs of packet filters, as fwctlreport makes them.",
    subcommands = FirewallReportCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline firewall report service_sum fwctl.log",
      "  tapline firewall report --help            every report and option"
    })
public final class FirewallCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "What with the firewall's log: report?");
  }
}
