package io.tapline.standalone.running;

import io.grpc.StatusRuntimeException;
import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One data directory whose processes are killed one by one, and what brings them back. */
final class KilledTapline implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Many small checkpoints, so that there are many places to be killed at. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "tapline.flowlog.checkpoint.interval", "20ms",
          "tapline.flowlog.checkpoint.share", "1",
          "tapline.capture.deliver.max-unacknowledged-bytes", "1");

  private final Path data;
  private final PostgresProcesses postgres;
  private volatile CompletableFuture<TaplineProcess> life;

  /** Who is killed. */
  enum Victim {
    TAPLINE,
    POSTMASTER,
    BACKEND
  }

  private KilledTapline(Path data) throws Exception {
    this.data = data;
    this.postgres = PostgresProcesses.of(data);
    this.life = CompletableFuture.completedFuture(TaplineProcess.start(data, SETTINGS));
  }

  static KilledTapline start(Path data) throws Exception {
    return new KilledTapline(data);
  }

  /** The one that runs; waits for it while one is being started. */
  TaplineProcess process() {
    return life.join();
  }

  /** Kills one process. Tapline is started again at once; PostgreSQL is its own affair. */
  void kill(Victim victim, Random random) throws Exception {
    switch (victim) {
      case TAPLINE -> killTapline();
      case POSTMASTER -> killOne(this::postmaster, random);
      case BACKEND -> killOne(postgres::backends, random);
    }
  }

  private void killTapline() throws Exception {
    TaplineProcess killed = process();
    CompletableFuture<TaplineProcess> next = new CompletableFuture<>();
    life = next;
    try {
      killed.kill();
      next.complete(TaplineProcess.start(data, SETTINGS));
    } finally {
      next.cancel(false);
    }
  }

  private List<ProcessHandle> postmaster() throws IOException {
    return postgres.livingPostmaster().stream().toList();
  }

  private interface Processes {
    List<ProcessHandle> now() throws Exception;
  }

  /** Waits for one, where PostgreSQL is just being started. */
  private static void killOne(Processes processes, Random random) throws Exception {
    var _ =
        Await.until(
            "a process of PostgreSQL to kill",
            LIMIT,
            processes::now,
            found -> !found.isEmpty() && found.get(random.nextInt(found.size())).destroyForcibly());
  }

  /** Waits until frames of a live source become durable after those that are durable now. */
  void awaitProgress(String source) throws Exception {
    try (LogQuestions log = new LogQuestions(process())) {
      awaitMore(log, source, awaitMore(log, source, -1));
    }
  }

  /** Waits until more frames than these are durable; returns how many. */
  private static long awaitMore(LogQuestions log, String source, long frames) {
    return Await.until(
            "frames after " + frames,
            LIMIT,
            () -> position(log, source),
            now -> now.isPresent() && now.get() > frames)
        .orElseThrow();
  }

  private static Optional<Long> position(LogQuestions log, String source) {
    try {
      return Optional.of(log.account(source).getNextPosition());
    } catch (StatusRuntimeException e) {
      return Optional.empty(); // PostgreSQL is away
    }
  }

  /** Leaves nothing running. */
  @Override
  public void close() throws IOException {
    if (!life.isCompletedExceptionally()) {
      process().close();
    }
    postmaster().forEach(ProcessHandle::destroyForcibly);
  }
}
