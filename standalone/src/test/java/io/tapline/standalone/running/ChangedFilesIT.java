package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tapline.cli.ExitCode;
import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is changed while it is read where it lies: an outcome with the reason. */
@Tag("crash")
class ChangedFilesIT {
  private static final int CONNECTIONS = 2_000_000;
  private static final long SHORT_BYTES = 1 << 20;

  /** So rows of a file show long before it is read to its end. */
  private static final Map<String, String> ROWS_SOON =
      Map.of(
          "tapline.flowlog.checkpoint.interval", "20ms", "tapline.flowlog.checkpoint.share", "1");

  @TempDir static Path temporary;
  private static Path whole = Path.of("unused");
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    tapline = TaplineProcess.start(temporary.resolve("data"), ROWS_SOON);
    whole = GeneratedCapture.write(temporary.resolve("whole"), CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  private enum Change {
    REPLACED {
      @Override
      void make(Path file) throws IOException {
        Path other = GeneratedCapture.write(file.resolveSibling("other"), 3);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    TRUNCATED {
      @Override
      void make(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(SHORT_BYTES);
        }
      }
    },
    APPENDED {
      @Override
      void make(Path file) throws IOException {
        Files.write(file, new byte[7], StandardOpenOption.APPEND);
      }
    };

    abstract void make(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void a_file_that_changes_while_it_is_read_is_an_outcome_with_the_reason(Change change)
      throws Exception {
    String name = change + ".pcapng";
    Path file = Files.copy(whole, temporary.resolve(name));
    CompletableFuture<Command> importing =
        CompletableFuture.supplyAsync(
            () -> Command.run(tapline, "import", "--again", file.toString()));
    Await.until(
        "rows",
        () -> LoggedConnections.count(tapline, name).out(),
        count -> count.matches("(?s).*s\":[1-9].*"));
    assertFalse(importing.isDone(), "it was read before it could be changed");
    change.make(file);
    Command outcome = importing.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(outcome.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(outcome.err()).contains("[FILE_CHANGED]");
    Files.deleteIfExists(file);
  }
}
