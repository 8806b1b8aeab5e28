package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four services as processes of their own: one may die, and none outlives their keeper. */
class SeparateIT {
  private static final int CONNECTIONS = 500;

  @TempDir Path directory;

  @Test
  void a_service_that_is_killed_comes_back_and_all_go_with_their_keeper() throws Exception {
    Path capture = GeneratedCapture.write(directory.resolve("small.pcapng"), CONNECTIONS);
    Path data = directory.resolve("data");
    try (TaplineProcess site = TaplineProcess.start(Layout.SEPARATE, data)) {
      assertThat(programs(site)).hasSize(4);
      assertThat(Command.run(site, "import", capture.toString()).out())
          .contains("500 connections", "0 frames lost");
      kill(programs(site), "flowlog-service");
      site.awaitOutput(
          "flowlog ended with exit code 137; it is started again in 1 s.", Await.LIMIT);
      Await.until("the log answers again", () -> count(site) == CONNECTIONS);
      assertThat(Command.run(site, "report", "top-talkers", "--side", "server").out())
          .contains("10.1.0.1");
      List<ProcessHandle> last = programs(site);
      site.kill();
      Await.until("all are gone", () -> last.stream().noneMatch(ProcessHandle::isAlive));
    }
    try (TaplineProcess again = TaplineProcess.start(Layout.ONE_PROCESS, data)) {
      assertThat(count(again)).isEqualTo(CONNECTIONS);
    }
  }

  /** Asks by the command; -1 while there is no answer. */
  private static int count(TaplineProcess tapline) {
    Command answer = Command.run(tapline, "search", "--count", "--format", "csv");
    return answer.exit() == 0 ? Integer.parseInt(answer.rows().getFirst().split(",", -1)[0]) : -1;
  }

  private static List<ProcessHandle> programs(TaplineProcess site) {
    return site.process().children().filter(each -> isProgram(each, "-service")).toList();
  }

  private static boolean isProgram(ProcessHandle process, String module) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains(module + "/target/quarkus-app/");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  private static void kill(List<ProcessHandle> programs, String module) {
    programs.stream()
        .filter(each -> isProgram(each, module))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
