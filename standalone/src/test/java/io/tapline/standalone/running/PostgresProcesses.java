package io.tapline.standalone.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PostgreSQL of a running Tapline: its processes, and a way to ask it.
 *
 * @param cluster its directory, as this process sees it
 */
record PostgresProcesses(Path data, Path cluster) {
  private static final int PORT_LINE = 3;

  static PostgresProcesses of(Path data) {
    return new PostgresProcesses(data, data.resolve("postgres"));
  }

  /** The postmaster. */
  ProcessHandle postmaster() throws IOException {
    return livingPostmaster().orElseThrow();
  }

  /** The postmaster, if it lives: a pid file may name a process that is none of its. */
  Optional<ProcessHandle> livingPostmaster() throws IOException {
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
    return livingPostmaster().stream()
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

  /** Stops all of its processes where they are. */
  void halt() throws IOException, InterruptedException {
    signal("STOP", List.of(postmaster())); // begins no others
    signal("STOP", all());
  }

  /** Lets all of its processes go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT", all());
  }

  /** SIGKILL of one process. */
  static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
  }

  private List<ProcessHandle> all() throws IOException {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  /** Those that ended meanwhile need no signal. */
  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  Connection connect() throws IOException, SQLException {
    String password = Files.readString(data.resolve("postgres.password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "tapline", password);
  }

  /** Runs a statement that answers with one value. */
  String ask(String sql) throws IOException, SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return String.valueOf(rows.getString(1));
    }
  }

  private String port() throws IOException {
    return Files.readAllLines(cluster.resolve("postmaster.pid")).get(PORT_LINE).strip();
  }
}
