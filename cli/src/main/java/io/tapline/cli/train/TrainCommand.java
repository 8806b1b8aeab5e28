package io.tapline.cli.train;

import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline train}: runs other commands in this process and throws away what they print. */
@Command(
    name = "train",
    hidden = true,
    description = "Runs what people run first, for the ahead-of-time cache.")
public final class TrainCommand implements Callable<Integer> {
  /** Copies of the sample, a file each; the large one makes loops over packets hot. */
  private static final int[] COPIES = {1, 2, 3, 60};

  private final Supplier<CommandLine> commands;

  @Option(names = "--server", required = true, paramLabel = "HOST:PORT")
  String server;

  @Parameters(paramLabel = "SAMPLE", description = "A capture in pcapng.")
  Path sample;

  /**
   * @param commands makes the whole command tree, new for each command that is run
   */
  public TrainCommand(Supplier<CommandLine> commands) {
    this.commands = commands;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("tapline-train-");
    try {
      for (int copies : COPIES) {
        Path file = Copies.write(sample, copies, directory);
        if (run("import", file.toString()) != ExitCode.DONE) {
          return ExitCode.NOTHING_FOUND;
        }
        Files.delete(file);
        ask();
      }
    } finally {
      delete(directory);
    }
    return ExitCode.DONE;
  }

  private void ask() {
    run("services");
    run("search", "--limit", "50");
    run("search", "--format", "json", "service = dns");
    run("search", "--count", "--host", "10.0.0.0/8");
    run("top", "client", "--by", "bytes");
    run("top", "client", "server", "service");
    run("series", "--by", "service");
    run("report", "service-summary");
    run("events", "list");
    run("doctor");
    quietly("--help");
  }

  private int run(String... words) {
    return quietly(
        Stream.concat(Stream.of(words), Stream.of("--server", server)).toArray(String[]::new));
  }

  private int quietly(String... words) {
    CommandLine line = commands.get();
    line.setOut(new PrintWriter(Writer.nullWriter()));
    line.setErr(new PrintWriter(Writer.nullWriter()));
    return line.execute(words);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> left = files.toList();
      for (Path file : left) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
