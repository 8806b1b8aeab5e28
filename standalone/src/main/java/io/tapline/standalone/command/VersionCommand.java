package io.tapline.standalone.command;

import io.tapline.standalone.postgres.PostgresBinaries;
import picocli.CommandLine.Command;

/** {@code tapline version}. */
@Command(name = "version", description = "Says which versions this is made of.")
final class VersionCommand implements Runnable {
  @Override
  public void run() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    System.out.printf(
        "tapline %s (Java %s, PostgreSQL %s)%n",
        version == null ? "development build" : version,
        Runtime.version(),
        PostgresBinaries.VERSION);
  }
}
