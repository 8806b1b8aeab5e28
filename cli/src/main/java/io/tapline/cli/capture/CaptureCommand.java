package io.tapline.cli.capture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline capture}. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description =
        "Where frames come from: interfaces, UDP ports, TCP connections; and rotating files of them.",
    subcommands = {
      InterfacesCommand.class,
      AddSourceCommand.class,
      RemoveSourceCommand.class,
      ListSourcesCommand.class,
      ShowSourceCommand.class,
      HandlerCommand.class,
      ApplyCommand.class,
      CreateHandlerCommand.class,
      StopHandlerCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline capture interfaces                      what could be captured",
      "  tapline capture add eth0 --bpf 'not port 22'    capture it from now on",
      "  tapline capture add routers --udp 2055          receive NetFlow, IPFIX, sFlow",
      "  tapline capture list                            with counters",
      "  tapline capture handler add day --source eth0 --rotate-after 1h --keep 24",
      "  tapline capture apply bsc.yaml --dry-run        what AIT's configuration would add"
    })
public final class CaptureCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "What with the capture: interfaces, add, remove, list, show, handler, apply, create-handler"
            + " or stop-handler?");
  }
}
