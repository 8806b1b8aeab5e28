package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.cli.TaplineCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** SIGKILL of everything at random moments of an import changes no row of the log. */
@Tag("crash")
class SigkillIT {
  private static final int CONNECTIONS = 200_000;
  private static final int KILLS = 10;
  private static final int LONGEST_LIFE_MILLIS = 1_500;

  @TempDir static Path temporary;

  @Test
  void ten_kills_during_an_import_leave_the_log_of_an_undisturbed_one() throws Exception {
    long seed = Long.getLong("tapline.crash.seed", System.nanoTime());
    System.out.println("Repeat with -Dtapline.crash.seed=" + seed);
    Random random = new Random(seed);
    Path capture = GeneratedCapture.write(temporary.resolve("large.pcapng"), CONNECTIONS);
    List<String> undisturbed = importOnce(temporary.resolve("a"), capture);
    assertThat(undisturbed).hasSize(CONNECTIONS);
    for (int i = 0; i < KILLS; i++) {
      killDuringImport(temporary.resolve("b"), capture, random.nextInt(LONGEST_LIFE_MILLIS));
    }
    assertThat(importOnce(temporary.resolve("b"), capture)).isEqualTo(undisturbed);
  }

  private static List<String> importOnce(Path data, Path capture) throws Exception {
    try (TaplineProcess tapline = TaplineProcess.start(data)) {
      Answer imported = run(tapline, "import", "--source", "large", capture.toString());
      assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
      Answer rows = run(tapline, "search", "--all", "--oldest-first", "--format", "csv");
      assertThat(rows.exit()).as(rows.err()).isEqualTo(ExitCode.DONE);
      return rows.out().lines().skip(1).sorted().toList();
    }
  }

  /**
   * An upload that is cut is begun again by the next; one that was stored goes on by itself after
   * the start.
   */
  private static void killDuringImport(Path data, Path capture, int lifeMillis) throws Exception {
    TaplineProcess tapline = TaplineProcess.start(data);
    CompletableFuture<Answer> upload =
        CompletableFuture.supplyAsync(
            () -> run(tapline, "import", "--source", "large", capture.toString()));
    Thread.sleep(lifeMillis);
    tapline.kill();
    System.out.printf(
        "Killed after %d ms; the client saw exit %d.%n", lifeMillis, upload.get().exit());
  }

  private record Answer(int exit, String out, String err) {}

  private static Answer run(TaplineProcess tapline, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", tapline.server()));
    int exit = line.execute(all.toArray(String[]::new));
    return new Answer(exit, out.toString(), err.toString());
  }
}
