package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.v1.EventQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EventCommandsTest {
  private final FakeEventStore store = new FakeEventStore();

  @RegisterExtension
  final ServedCommand cli = new ServedCommand("events", store, store.new Analysis());

  @TempDir Path directory;

  private static String idea(String id) {
    return "{\n  \"ID\": \"" + id + "\"}";
  }

  @Test
  void options_become_keys_of_the_query() {
    store.stored.put("a", idea("a"));
    assertThat(
            cli.run(
                "search",
                "--source",
                "192.0.2.0/24",
                "--source",
                "::1",
                "--target-port",
                "22",
                "--category",
                "Test",
                "--not",
                "category",
                "--severity",
                "high",
                "--group",
                "__EMPTY__",
                "--description",
                "scan",
                "--outcome",
                "new",
                "--query-name",
                "mine"))
        .isEqualTo(ExitCode.DONE);
    assertThat(store.asked)
        .isEqualTo(
            EventQuery.newBuilder()
                .addSourceAddrs("192.0.2.0/24")
                .addSourceAddrs("::1")
                .addTargetPorts(22)
                .addCategories("Test")
                .setNotCategories(true)
                .addSeverities("high")
                .addGroups("__EMPTY__")
                .setDescriptionContains("scan")
                .addOutcomes("new")
                .setName("mine")
                .build());
  }

  @Test
  void a_count_is_one_number() {
    assertThat(cli.run("count", "--day", "2026-03-01")).isEqualTo(ExitCode.NOTHING_FOUND);
    store.stored.put("a", idea("a"));
    assertThat(cli.run("count")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines()).containsExactly("0", "1");
  }

  @Test
  void nothing_is_deleted_without_a_condition_or_without_yes() {
    assertThat(cli.run("delete", "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("without a condition nothing is deleted");
    store.stored.put("a", idea("a"));
    assertThat(cli.run("delete", "--class", "x")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("1 events match; --yes deletes them.");
    assertThat(store.deletions).isZero();
    assertThat(cli.run("delete", "--class", "x", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("Deleted 1,234 events.");
    assertThat(store.deletions).isEqualTo(1);
  }

  @Test
  void a_toplist_names_its_column_and_all_events() {
    assertThat(cli.run("top", "source_ip")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("source_ip", "7", "In all: 5 events.");
  }

  @Test
  void a_timeline_has_a_column_for_each_value_and_one_for_the_rest() {
    assertThat(cli.run("timeline", "--by", "protocol")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("timeline", "--by", "protocol", "--day", "2026-03-01", "--format", "csv"))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().toList())
        .containsExactly(
            "start,events,tcp,rest",
            "2026-03-01T00:00:00.000000Z,4,3,2",
            "2026-03-01T00:00:00.000000Z,0,0,0");
  }

  @Test
  void files_of_one_or_many_messages_are_imported_and_stay() throws IOException {
    Files.writeString(directory.resolve("one.idea"), idea("a"));
    Files.writeString(directory.resolve("more.json"), "[" + idea("b") + ", {}, " + idea("a") + "]");
    Files.writeString(directory.resolve("other.txt"), idea("c"));
    assertThat(cli.run("import", directory.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(store.stored).containsOnlyKeys("a", "b").containsEntry("a", idea("a"));
    assertThat(cli.out()).contains("Stored 2 events, 1 was there already, 1 was refused.");
    assertThat(cli.err()).contains("more.json, message 2: ID is missing");
    assertThat(files(directory)).hasSize(3);
  }

  @Test
  void a_spool_is_emptied_and_what_is_refused_is_moved_to_errors() throws IOException {
    Path incoming = Files.createDirectories(directory.resolve("incoming"));
    Files.writeString(incoming.resolve("1.idea"), idea("a"));
    Files.writeString(incoming.resolve("2.idea"), "{}");
    Files.write(incoming.resolve("3.idea"), new byte[] {'{', (byte) 0xff});
    assertThat(cli.run("import", "--keep", directory.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(files(incoming)).hasSize(3);
    assertThat(cli.run("import", directory.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(files(incoming)).isEmpty();
    assertThat(files(directory.resolve("errors"))).containsExactly("2.idea", "3.idea");
    assertThat(store.stored).containsOnlyKeys("a");
    assertThat(cli.err()).contains("3.idea: is not UTF-8");
  }

  @Test
  void what_is_exported_to_a_spool_is_imported_from_it_byte_for_byte() throws IOException {
    store.stored.put("a/b", idea("a/b"));
    store.stored.put("..", idea(".."));
    assertThat(cli.run("export", "--to-dir", directory.toString())).isEqualTo(ExitCode.DONE);
    assertThat(files(directory.resolve("incoming"))).hasSize(2);
    assertThat(files(directory.resolve("temp"))).isEmpty();
    var exported = new java.util.LinkedHashMap<>(store.stored);
    store.stored.clear();
    assertThat(cli.run("import", directory.toString())).isEqualTo(ExitCode.DONE);
    assertThat(store.stored).containsExactlyInAnyOrderEntriesOf(exported);
  }

  @Test
  void an_export_to_the_standard_output_has_a_line_for_each_message() {
    store.stored.put("a", idea("a"));
    store.stored.put("b", idea("b"));
    assertThat(cli.run("export")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().toList())
        .containsExactly("{   \"ID\": \"a\"}", "{   \"ID\": \"b\"}");
    assertThat(store.search.getSortBy()).isEqualTo("detecttime.asc");
    assertThat(cli.err()).contains("Wrote 2 events.");
  }

  @Test
  void a_file_that_is_not_there_is_one_sentence() {
    assertThat(cli.run("import", directory.resolve("absent").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Cannot be read:");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
