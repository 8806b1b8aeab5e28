package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs of PostgreSQL to their end. PostgreSQL refuses to run as root; as root they
 * therefore run in a user namespace in which they are nobody ({@code unshare -U}), which needs no
 * other rights on the files.
 */
final class PostgresCommand {
  private final PostgresBinaries binaries;
  private final boolean root;

  PostgresCommand(PostgresBinaries binaries) {
    this.binaries = binaries;
    this.root = "root".equals(System.getProperty("user.name"));
  }

  /** What a program said, and whether it succeeded. */
  record Result(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }
  }

  Result run(Duration limit, String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.program(program).toString());
    command.addAll(arguments);
    try {
      return run(limit, command);
    } catch (IOException e) {
      throw failed(program, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(program, "interrupted", e);
    }
  }

  /** Output goes to a file, since a server started by {@code pg_ctl} would hold a pipe open. */
  private static Result run(Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("tapline-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(-1, "no answer within " + limit.toSeconds() + " s");
      }
      return new Result(process.exitValue(), Files.readString(output).strip());
    } finally {
      Files.delete(output);
    }
  }

  private static StandaloneException failed(String program, String why, Throwable cause) {
    return new StandaloneException(
        Reason.POSTGRES_FAILED,
        "PostgreSQL's program %s could not be run (%s).".formatted(program, why),
        cause);
  }
}
