package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.tapline.cli.ExitCode;
import io.tapline.cli.TaplineCli;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * SIGKILL of everything at random places of an import changes no row of the log. Each kill waits
 * until the durable position has passed a place drawn at random behind the last one, so that most
 * fall inside the delivery however fast the machine is.
 */
@Tag("crash")
class SigkillIT {
  private static final int CONNECTIONS = 200_000;
  private static final long FRAMES = 2L * CONNECTIONS;
  private static final int KILLS = 10;
  private static final int LEAST_INSIDE = 3;
  private static final long LONGEST_LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Many checkpoints, so that there are many places to be killed at. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tapline.flowlog.checkpoint.interval", "20ms", "tapline.flowlog.checkpoint.share", "1");

  @TempDir static Path temporary;

  @Test
  void ten_kills_during_an_import_leave_the_log_of_an_undisturbed_one() throws Exception {
    long seed = Long.getLong("tapline.crash.seed", System.nanoTime());
    System.out.println("Repeat with -Dtapline.crash.seed=" + seed);
    Random random = new Random(seed);
    Path capture = GeneratedCapture.write(temporary.resolve("large.pcapng"), CONNECTIONS);
    List<String> undisturbed = importOnce(temporary.resolve("a"), capture);
    assertThat(undisturbed).hasSize(CONNECTIONS);
    assertThat(killOften(temporary.resolve("b"), capture, random))
        .as("kills inside the delivery")
        .isGreaterThanOrEqualTo(LEAST_INSIDE);
    assertThat(importOnce(temporary.resolve("b"), capture)).isEqualTo(undisturbed);
  }

  /** Returns how many kills found a part of the file durable, but not all of it. */
  private static int killOften(Path data, Path capture, Random random) throws Exception {
    int inside = 0;
    long position = 0;
    for (int i = 0; i < KILLS; i++) {
      long share = (FRAMES - position) / (KILLS - i);
      position = killPast(data, capture, position + (long) (random.nextDouble() * share));
      inside += position > 0 && position < FRAMES ? 1 : 0;
      System.out.printf("Kill %d: %,d of %,d frames were durable.%n", i + 1, position, FRAMES);
    }
    return inside;
  }

  private static List<String> importOnce(Path data, Path capture) throws Exception {
    try (TaplineProcess tapline = TaplineProcess.start(data, SETTINGS)) {
      Answer imported = run(tapline, "import", "--source", "large", capture.toString());
      assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
      Answer rows = run(tapline, "search", "--all", "--oldest-first", "--format", "csv");
      assertThat(rows.exit()).as(rows.err()).isEqualTo(ExitCode.DONE);
      return rows.out().lines().skip(1).sorted().toList();
    }
  }

  /**
   * An upload that is cut is begun again by the next; one that was stored goes on by itself after
   * the start. Returns the durable position as it was last seen before the kill.
   */
  private static long killPast(Path data, Path capture, long place) throws Exception {
    TaplineProcess tapline = TaplineProcess.start(data, SETTINGS);
    ManagedChannel channel = tapline.connect();
    try {
      CompletableFuture<Answer> upload =
          CompletableFuture.supplyAsync(
              () -> run(tapline, "import", "--source", "large", capture.toString()));
      long position = awaitPast(channel, place);
      tapline.kill();
      upload.join();
      return position;
    } finally {
      tapline.kill();
      channel.shutdownNow();
    }
  }

  private static long awaitPast(ManagedChannel channel, long place) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_LIFE_NANOS;
    long position = position(channel);
    while (position <= place && System.nanoTime() < deadline) {
      Thread.sleep(5);
      position = position(channel);
    }
    return position;
  }

  private static long position(ManagedChannel channel) {
    return LogServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .listLogSources(ListLogSourcesRequest.getDefaultInstance())
        .getSourcesList()
        .stream()
        .mapToLong(LogSource::getNextPosition)
        .max()
        .orElse(0);
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
