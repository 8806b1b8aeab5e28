package io.tapline.standalone.command;

import io.tapline.standalone.StandaloneException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that run the whole of Tapline; the launcher sends all others to the client half. */
@Command(
    name = "tapline",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      TokenCommand.class,
      VersionCommand.class,
      TrainCommand.class
    },
    description = "Runs the whole of Tapline in one process.")
public final class TaplineCommand {
  private TaplineCommand() {}

  public static int execute(String... arguments) {
    CommandLine line = new CommandLine(new TaplineCommand());
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure));
    return line.execute(arguments);
  }

  private static int report(Exception failure) throws Exception {
    if (failure instanceof StandaloneException expected) {
      System.err.println(expected.getMessage());
      return 1;
    }
    throw failure;
  }
}
