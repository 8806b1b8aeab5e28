package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processes of the PostgreSQL of a data directory. A pid that is not theirs is never theirs.
 */
final class PostgresProcesses {
  private final Path cluster;

  PostgresProcesses(Path data) {
    this.cluster = data.resolve("postgres");
  }

  /** The server's first process, if it lives. */
  Optional<ProcessHandle> postmaster() throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (Files.notExists(pidFile)) {
      return Optional.empty();
    }
    return Files.readString(pidFile)
        .lines()
        .findFirst()
        .filter(line -> line.matches("\\d{1,9}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(this::belongs);
  }

  /** Processes that each serve one session of Tapline. */
  List<ProcessHandle> backends() throws IOException {
    return postmaster().stream()
        .flatMap(ProcessHandle::children)
        .filter(this::belongs)
        .filter(child -> title(child).startsWith("postgres: tapline "))
        .toList();
  }

  private boolean belongs(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(proc(process).resolve("cwd")).equals(cluster.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static String title(ProcessHandle process) {
    try {
      return Files.readString(proc(process).resolve("cmdline"), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Path proc(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()));
  }
}
