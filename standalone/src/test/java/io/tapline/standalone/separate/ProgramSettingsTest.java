package io.tapline.standalone.separate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.PartSettings;
import io.tapline.standalone.serve.ServeOptions;
import io.tapline.standalone.serve.TokenOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSettingsTest {
  @TempDir Path directory;
  private DataDirectory data;
  private ProgramSettings settings;

  @BeforeEach
  void open() {
    data = DataDirectory.open(directory.resolve("data"));
    ServeOptions options =
        new ServeOptions(
            data.root(),
            false,
            new ListenAddress("127.0.0.1", 8080, "--http-port"),
            new ListenAddress("127.0.0.1", 9000, "--grpc-port"),
            new TokenOptions(DataDirectory.tokens(data.root()), true),
            Optional.empty(),
            new MemoryBudget(1024),
            false,
            false);
    settings = new ProgramSettings(options, data);
  }

  @AfterEach
  void close() {
    data.close();
    System.clearProperty("tapline.flowlog.cache-size-bytes");
  }

  @Test
  void each_listens_where_the_others_look_for_it() {
    for (Program program : Program.values()) {
      Map<String, String> own = settings.of(program);
      for (Program other : Program.values()) {
        String client = "quarkus.grpc.clients." + program.title();
        assertThat(settings.of(other))
            .containsEntry(client + ".port", own.get("quarkus.grpc.server.port"))
            .containsEntry(client + ".host", own.get("quarkus.grpc.server.host"));
      }
    }
    assertThat(settings.of(Program.CAPTURE))
        .containsEntry("quarkus.grpc.server.port", "9001")
        .containsEntry("quarkus.http.port", "8081");
    assertThat(settings.of(Program.EVENTSTORE))
        .containsEntry("quarkus.grpc.server.port", "9004")
        .containsEntry("quarkus.http.port", "8084")
        .containsEntry("tapline.eventstore.notify.console-url", "http://localhost:8083/");
  }

  @Test
  void all_know_the_token_by_which_they_ask_each_other() {
    String owner = data.ownerToken().toString();
    for (Program program : Program.values()) {
      assertThat(settings.of(program))
          .containsEntry("tapline.auth.owner-token-file", owner)
          .containsEntry("tapline.auth.service-token-file", owner)
          .containsEntry("tapline.auth.optional", "true");
    }
  }

  @Test
  void no_secret_is_among_them_since_command_lines_are_public() {
    for (Program program : Program.values()) {
      assertThat(settings.of(program).keySet()).noneMatch(key -> key.contains("password"));
    }
  }

  @Test
  void what_this_process_was_given_wins() {
    System.setProperty("tapline.flowlog.cache-size-bytes", "1048576");
    assertThat(settings.of(Program.FLOWLOG))
        .containsEntry("tapline.flowlog.cache-size-bytes", "1048576")
        .containsEntry("tapline.flowlog.cache-directory", data.flowlogCache().toString());
  }

  @Test
  void what_reports_keep_is_in_the_data_directory() {
    assertThat(settings.of(Program.REPORT))
        .containsAllEntriesOf(PartSettings.report(data))
        .containsEntry(
            "tapline.report.schedules.folder-root", data.report().resolve("documents").toString());
  }
}
