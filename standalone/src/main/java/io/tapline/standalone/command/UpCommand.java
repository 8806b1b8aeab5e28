package io.tapline.standalone.command;

import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.serve.Standalone;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts everything in one process: capture, connection log, reports, events.",
    footer = {
      "",
      "Examples:",
      "  tapline up                          start, keep the data in your data folder",
      "  tapline up --demo                   the same, and show it on a bundled sample",
      "  tapline up --data /srv/tapline      keep the data elsewhere",
      "  tapline up --grpc-port 9100 --http-port 8180   beside another one",
      "",
      "It is ready when http://127.0.0.1:8080/q/health/ready says so; Ctrl-C stops it."
    })
final class UpCommand implements Callable<Integer> {
  @Option(names = "--demo", description = "Import the bundled sample and show what can be asked.")
  boolean demo;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: tapline in your data folder, ~/.local/share).")
  @Nullable Path data;

  @Mixin ListenOptions listen;

  @Override
  public Integer call() {
    Path directory = data == null ? DataDirectory.defaultPath() : data;
    return new Standalone(listen.with(directory, false, demo)).run();
  }
}
