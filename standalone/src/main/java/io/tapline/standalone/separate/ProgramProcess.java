package io.tapline.standalone.separate;

import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the process of a program; what it says goes where this process says it. */
final class ProgramProcess {
  /** Ends the program when this process is killed, where the system has it (util-linux). */
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError");

  private final PostgresServer postgres;
  private final MemoryBudget memory;

  ProgramProcess(PostgresServer postgres, MemoryBudget memory) {
    this.postgres = postgres;
    this.memory = memory;
  }

  Process start(Program program, Path jar, Map<String, String> settings) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(program, jar, settings)).inheritIO();
    database(builder.environment());
    return builder.start();
  }

  private List<String> command(Program program, Path jar, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(memoryFlags(program));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private List<String> memoryFlags(Program program) {
    return program == Program.FLOWLOG
        ? List.of(
            "-Xmx" + memory.heapMib() + "m",
            "-XX:MaxDirectMemorySize=" + memory.buffersMib() + "m",
            "-XX:NewRatio=5")
        : List.of(
            "-Xmx" + program.heapMib + "m", "-XX:MaxDirectMemorySize=" + program.buffersMib + "m");
  }

  /** In the environment, since everybody can read the command line of a process. */
  private void database(Map<String, String> environment) {
    environment.put(
        "QUARKUS_DATASOURCE_REACTIVE_URL",
        "vertx-reactive:postgresql://127.0.0.1:" + postgres.port() + "/postgres");
    environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
  }
}
