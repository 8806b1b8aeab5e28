package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL that a killed Tapline left behind on a cluster directory.
 *
 * <p>A process belongs to the cluster when its executable is named {@code postgres} and its working
 * directory is the cluster (PostgreSQL changes into it); a pid alone is never believed, since pids
 * are reused. The pid file is removed only when no process of the cluster is left.
 */
final class LeftoverPostmaster {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Path cluster;

  LeftoverPostmaster(Path cluster) {
    this.cluster = cluster;
  }

  /**
   * Stops what runs on the cluster, if anything, by {@code stop}, and waits until all of it is
   * gone.
   */
  void stop(Runnable stop) throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (Files.notExists(pidFile)) {
      return;
    }
    if (pid(pidFile).filter(this::belongs).isPresent()) {
      stop.run();
    }
    awaitNone();
    Files.deleteIfExists(pidFile);
  }

  /**
   * Whether nothing runs under the pid of the pid file; unknown is not gone. A postmaster that ends
   * by itself removes the file.
   */
  boolean isGone() {
    Path pidFile = cluster.resolve("postmaster.pid");
    try {
      return Files.exists(pidFile)
          ? pid(pidFile).filter(pid -> !belongs(pid)).isPresent()
          : processes().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The pid in the first line, unless the file was cut short. */
  private static Optional<Long> pid(Path pidFile) throws IOException {
    return Files.readString(pidFile)
        .lines()
        .findFirst()
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  /** Backends notice by themselves that their postmaster died; they end within moments. */
  private void awaitNone() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new StandaloneException(
            Reason.POSTGRES_FAILED,
            "A PostgreSQL left over from an earlier run still works on %s (processes %s); end it first."
                .formatted(cluster, processes()));
      }
      pause();
    }
  }

  List<Long> processes() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::belongs).toList();
  }

  private boolean belongs(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      Path program = Files.readSymbolicLink(process.resolve("exe"));
      Path directory = Files.readSymbolicLink(process.resolve("cwd"));
      return program.getFileName().toString().startsWith("postgres")
          && directory.equals(cluster.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
