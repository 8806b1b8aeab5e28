package io.tapline.cli.connect;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that follows something begins, and how it comes back after an interruption. */
public final class ResumeOptions {
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** A server that comes back, and one that is busy for a while. */
  private static final Set<Status.Code> PASSING =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED);

  @Option(
      names = "--resume",
      paramLabel = "TOKEN",
      defaultValue = "",
      description = "Begin behind the response that had this token; default: with what comes.")
  String token;

  @Option(
      names = "--resume-file",
      paramLabel = "FILE",
      description = "Resume with the token in this file if it is there, and keep it up to date.")
  @Nullable Path file;

  private long pauseMillis;

  /** Whether any was given. */
  public boolean isGiven() {
    return file != null || !token.isEmpty();
  }

  /** Of the last response that was processed; empty before the first. */
  public String token() {
    return token;
  }

  /** Reads the token file; called once, before the first request. */
  public void begin() {
    try {
      if (token.isEmpty() && file != null && Files.exists(file)) {
        token = Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "The token file cannot be read: " + e.getMessage());
    }
  }

  /** A response was processed. */
  public void passed(String next) {
    token = next;
    pauseMillis = 0;
    try {
      write();
    } catch (IOException e) {
      throw new CliException(ExitCode.USAGE, "The token file cannot be written: " + e.getMessage());
    }
  }

  private void write() throws IOException {
    if (file != null) {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, token + "\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Waits before the next attempt. A server that was never reached is an error; one that was comes
   * back.
   *
   * @throws StatusRuntimeException what ended the call, when it is no use to come back
   */
  public void pause(StatusRuntimeException lost) {
    if (!PASSING.contains(lost.getStatus().getCode()) || token.isEmpty()) {
      throw lost;
    }
    pauseMillis = Math.clamp(2 * pauseMillis, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost;
    }
  }
}
