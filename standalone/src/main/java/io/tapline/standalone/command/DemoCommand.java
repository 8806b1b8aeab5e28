package io.tapline.standalone.command;

import io.tapline.standalone.serve.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline demo}: {@code up --demo} on a data directory made for it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts everything on a fresh temporary data directory and shows it on a bundled sample.",
    footer = {
      "",
      "The temporary directory is deleted when you stop it with Ctrl-C. With --data the directory is yours,",
      "and the second start finds the sample already imported."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory instead of a temporary one.")
  @Nullable Path data;

  @Mixin ListenOptions listen;

  @Override
  public Integer call() throws IOException {
    Path directory = data == null ? Files.createTempDirectory("tapline-demo-") : data;
    return new Standalone(listen.with(directory, data == null, true)).run();
  }
}
