package io.tapline.standalone.command;

import io.tapline.standalone.postgres.PostgresBinaries;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;

/** {@code tapline version}. */
@Command(name = "version", description = "Says which versions this is made of.")
final class VersionCommand implements Runnable {
  @Override
  public void run() {
    String version =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.application.version", String.class)
            .orElse("development build");
    System.out.printf(
        "tapline %s (Java %s, PostgreSQL %s)%n",
        version, Runtime.version(), PostgresBinaries.VERSION);
  }
}
