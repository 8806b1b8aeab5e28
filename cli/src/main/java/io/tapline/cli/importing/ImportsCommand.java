package io.tapline.cli.importing;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline imports}. */
@Command(
    name = "imports",
    mixinStandardHelpOptions = true,
    description = "Files that were imported, and those that are being imported.",
    subcommands = {ImportsListCommand.class, ImportsShowCommand.class, ImportsCancelCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline imports list",
      "  tapline imports show trace.pcap        what became of it",
      "  tapline imports cancel trace.pcap      what was delivered stays in the log"
    })
public final class ImportsCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the imports: list, show or cancel?");
  }
}
