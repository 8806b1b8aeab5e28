package io.tapline.standalone.command;

import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.separate.SeparateSite;
import io.tapline.standalone.serve.ServeOptions;
import io.tapline.standalone.serve.Standalone;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
      "  tapline up --separate               four processes, as in a cluster",
      "",
      "It is ready when http://127.0.0.1:8080/q/health/ready says so; Ctrl-C stops it."
    })
final class UpCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--demo", description = "Import the bundled sample and show what can be asked.")
  boolean demo;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: tapline in your data folder, ~/.local/share).")
  @Nullable Path data;

  @Option(
      names = "--separate",
      description = {
        "Run the four services as processes of their own, on the four ports behind --grpc-port and"
            + " --http-port, such as 9001 to 9004."
      })
  boolean separate;

  @Mixin ListenOptions listen;

  @Override
  public Integer call() throws InterruptedException {
    Path directory = data == null ? DataDirectory.defaultPath() : data;
    ServeOptions options = listen.with(directory, false, demo);
    return separate ? separately(options) : new Standalone(options).run();
  }

  private int separately(ServeOptions options) throws InterruptedException {
    if (demo) {
      throw new ParameterException(
          spec.commandLine(), "--demo shows the sample in one process; leave out --separate.");
    }
    if (options.tls().isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--separate listens without TLS; each service has settings of its own (docs/secure.md).");
    }
    return new SeparateSite(options).run();
  }
}
