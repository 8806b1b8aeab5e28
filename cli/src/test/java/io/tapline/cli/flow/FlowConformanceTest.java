package io.tapline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the original tools printed, where it is present. */
@Tag("conformance")
class FlowConformanceTest {
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void set() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void restore() {
    TimeZone.setDefault(zone);
  }

  @Test
  void headers_are_printed_as_by_flow_header() throws IOException {
    for (Path golden : goldens("header")) {
      String name = golden.getFileName().toString().replaceAll("\\.txt$", "");
      compare(golden, "flow", "header", stream(name).toString());
    }
  }

  @Test
  void flows_are_exported_as_by_flow_export() throws IOException {
    for (Path golden : goldens("csv")) {
      String name = golden.getFileName().toString().replaceAll("\\.csv$", "");
      compare(golden, "flow", "export", "--format", "csv", stream(name).toString());
    }
  }

  @Test
  void flows_are_printed_as_by_flow_print() throws IOException {
    for (Path golden : goldens("print")) {
      compare(golden, printArguments(golden.getFileName().toString()));
    }
  }

  /** Formats of aggregations and defaults were printed of generated flows, others of real ones. */
  private static String[] printArguments(String golden) throws IOException {
    String[] parts = golden.replaceAll("\\.txt$", "").split("\\.(?=default|f\\d|[nw]$)", -1);
    List<String> arguments = new ArrayList<>(List.of("flow", "print"));
    if (!parts[1].equals("default")) {
      arguments.addAll(List.of("-f", parts[1].substring(1)));
    }
    if (parts.length > 2) {
      arguments.add("-" + parts[2]);
    }
    boolean generated = parts[0].startsWith("v8") || parts[1].equals("default");
    arguments.add(stream((generated ? "" : "real.") + parts[0] + ".little.z0.ft").toString());
    return arguments.toArray(String[]::new);
  }

  @Test
  void a_table_imported_as_by_flow_import_is_the_same_stream(@TempDir Path directory)
      throws IOException {
    Path csv = vectors().resolve("synth/real.v5.csv");
    Path imported = directory.resolve("real.ft");
    String[] arguments = {"flow", "import", "-z", "0", "-o", imported.toString(), csv.toString()};
    assertThat(new CommandRun().run(arguments)).isEqualTo(ExitCode.DONE);
    compare(
        vectors().resolve("golden/csv/real.v5.little.z0.ft.csv"),
        "flow",
        "export",
        imported.toString());
  }

  @Test
  void files_that_were_split_are_whole_again(@TempDir Path directory) throws IOException {
    Path whole = directory.resolve("whole.ft");
    List<String> arguments = new ArrayList<>(List.of("flow", "cat", "-o", whole.toString()));
    goldens("split").stream()
        .map(Path::toString)
        .filter(name -> name.contains("n200."))
        .forEach(arguments::add);
    assertThat(new CommandRun().run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
    compare(
        vectors().resolve("golden/csv/real.v5.little.z0.ft.csv"),
        "flow",
        "export",
        whole.toString());
  }

  private static void compare(Path golden, String... arguments) throws IOException {
    CommandRun cli = new CommandRun();
    assertThat(cli.run(arguments)).describedAs("%s", golden).isEqualTo(ExitCode.DONE);
    String printed = cli.out() + cli.err();
    String expected = Files.readString(golden);
    if (!printed.equals(expected)) {
      // The first line that differs says more than all of them.
      assertThat(printed.lines())
          .describedAs("%s", golden)
          .hasSameSizeAs(expected.lines().toList());
      List<String> lines = expected.lines().toList();
      List<String> actual = printed.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        assertThat(actual.get(i)).describedAs("%s line %d", golden, i + 1).isEqualTo(lines.get(i));
      }
    }
    assertThat(printed.equals(expected)).describedAs("%s", golden).isTrue();
  }

  private static List<Path> goldens(String folder) throws IOException {
    try (Stream<Path> files = Files.list(vectors().resolve("golden").resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static Path stream(String name) throws IOException {
    try (Stream<Path> files = Files.walk(vectors())) {
      Optional<Path> found = files.filter(file -> file.endsWith(name)).findAny();
      return found.orElseThrow(() -> new AssertionError("No stream " + name));
    }
  }

  private static Path vectors() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve("flowtools");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}
