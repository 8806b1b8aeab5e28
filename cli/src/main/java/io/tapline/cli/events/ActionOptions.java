package io.tapline.cli.events;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every action on an event has. */
final class ActionOptions {
  @Parameters(index = "0", paramLabel = "ID", description = "The event's id.")
  String id;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: the name of the user).")
  String actor;
}
