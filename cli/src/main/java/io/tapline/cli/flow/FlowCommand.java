package io.tapline.cli.flow;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline flow}. */
@Command(
    name = "flow",
    mixinStandardHelpOptions = true,
    description = {
      "Files of flow-tools, without a server.",
      "Reads stream format 1 and 3, every record version, either byte order, compressed or not."
    },
    subcommands = {
      FlowHeaderCommand.class,
      FlowPrintCommand.class,
      FlowExportCommand.class,
      FlowImportCommand.class,
      FlowCatCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline flow header ft-v05.2026-03-01.100000+0000",
      "  tapline flow print -f 5 ft-v05.*",
      "  tapline flow export --fields srcaddr,dstaddr,doctets ft-v05.* > flows.csv",
      "  tapline flow cat -o day.ft --compress 6 ft-v05.2026-03-01.*",
      "",
      "To put such files into the connection log: tapline import ft-v05.*"
    })
public final class FlowCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the files: header, print, export, import or cat?");
  }
}
