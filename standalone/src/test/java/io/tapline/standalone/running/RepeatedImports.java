package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.type.v1.IngestSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Imports of the same connections, each in a content and a source of its own, one after the other.
 * A command that fails because Tapline died is given again, as a person would.
 */
final class RepeatedImports {
  private static final int CONNECTIONS = 60_000;
  private static final int TRIES = 100;
  private static final int MINUTES = 3;
  private static final int SHOWN = 5;

  private final Path directory;
  private final Supplier<TaplineProcess> tapline;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
  private int begun;

  /**
   * What the log holds of an import.
   *
   * @param rows by the frame that began them
   */
  private record Logged(IngestSummary summary, boolean finished, Map<String, Connection> rows) {}

  RepeatedImports(Path directory, Supplier<TaplineProcess> tapline) {
    this.directory = directory;
    this.tapline = tapline;
  }

  int begun() {
    return begun;
  }

  boolean isRunning() {
    return !running.isDone();
  }

  /** Begins the next one if the last one is done. */
  void beginNext() throws Exception {
    if (!isRunning()) {
      awaitDone();
      int number = begun++;
      Path capture = GeneratedCapture.writeOf(file(number), number, CONNECTIONS);
      running = CompletableFuture.runAsync(() -> importUntilDone(number, capture));
    }
  }

  /** Waits until the last one is done; throws what made it fail. */
  void awaitDone() throws InterruptedException, ExecutionException, TimeoutException {
    running.get(MINUTES, TimeUnit.MINUTES);
  }

  private void importUntilDone(int number, Path capture) {
    Command last = give(number, capture);
    for (int tries = 1; last.exit() != ExitCode.DONE; tries++) {
      assertThat(last.exit()).as(last.err()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(tries).as("tries of an import: " + last.err()).isLessThan(TRIES);
      last = give(number, capture);
    }
    delete(capture);
  }

  /** As soon as there is a Tapline to give it to. */
  private Command give(int number, Path capture) {
    return Command.run(tapline.get(), "import", "--source", source(number), capture.toString());
  }

  /** Every import is that of the first one, which nothing disturbed. */
  void assertAllEqual(LogQuestions log) {
    Logged undisturbed = logged(log, 0);
    assertThat(undisturbed.rows()).hasSize(CONNECTIONS);
    assertThat(undisturbed.summary().getFrames()).isEqualTo(2L * CONNECTIONS);
    for (int number = 1; number < begun; number++) {
      assertEqual(source(number), logged(log, number), undisturbed);
    }
  }

  private static void assertEqual(String source, Logged disturbed, Logged undisturbed) {
    assertThat(disturbed.finished()).as(source + " is finished").isTrue();
    assertThat(disturbed.summary()).as("account of " + source).isEqualTo(undisturbed.summary());
    assertThat(different(disturbed.rows(), undisturbed.rows()))
        .as("rows of " + source + " that differ")
        .isEmpty();
  }

  private static List<String> different(
      Map<String, Connection> rows, Map<String, Connection> expected) {
    List<String> different = new ArrayList<>();
    expected.forEach(
        (frame, row) -> {
          if (!Objects.equals(row, rows.get(frame)) && different.size() < SHOWN) {
            different.add("%s instead of %s".formatted(rows.get(frame), row));
          }
        });
    if (rows.size() != expected.size()) {
      different.add("%d rows instead of %d".formatted(rows.size(), expected.size()));
    }
    return different;
  }

  private static Logged logged(LogQuestions log, int number) {
    LogSource account = log.account(source(number));
    Map<String, Connection> rows = new HashMap<>();
    log.connections(
        source(number),
        row -> {
          String frame = row.getId().substring(row.getId().indexOf('-') + 1);
          Connection before = rows.put(frame, row.toBuilder().clearId().clearSource().build());
          assertThat(before).as("another row that began with frame " + frame).isNull();
        });
    return new Logged(account.getSummary(), account.getFinished(), rows);
  }

  private static String source(int number) {
    return "import-" + number;
  }

  private Path file(int number) {
    return directory.resolve(source(number) + ".pcapng");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
