package io.tapline.cli.detect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapline detect}. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = "Rules that turn aggregates into events; they also run by themselves.",
    subcommands = {DetectListCommand.class, DetectRunCommand.class, DetectDryRunCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline detect list",
      "  tapline detect dry-run --day yesterday",
      "  tapline detect run port-scan --from now-1h --to now"
    })
public final class DetectCommand implements Runnable {
  @Spec CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "What with the detections: list, run or dry-run?");
  }
}
