package io.tapline.cli.reports;

import picocli.CommandLine.Parameters;

/** Which schedule. */
final class ScheduleName {
  @Parameters(index = "0", paramLabel = "NAME", description = "The schedule's name.")
  String name;
}
