package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of every format, through the real command into the connection log. */
@Tag("layouts")
class ImportFormatsIT {
  private static final String COLUMNS =
      "client,client_port,server,server_port,protocol,client_packets,client_bytes,server_packets,server_bytes";

  @TempDir static Path temporary;
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    tapline = TaplineProcess.start(temporary.resolve("data"));
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  static List<FormatSample> samples() throws IOException {
    return FormatSample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_file_becomes_its_connection(FormatSample sample) throws Exception {
    Command imported = imported(sample);
    assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
    assertThat(imported.out()).contains(sample.name() + ": " + sample.format(), " 1 connection,");
    Command found =
        Command.run(
            tapline,
            "search",
            "--source",
            "local/" + sample.name(),
            "--columns",
            COLUMNS + ",start",
            "--format",
            "csv");
    assertThat(found.rows()).singleElement().asString().matches(expected(sample));
  }

  @Test
  void what_nobody_knows_is_refused_with_the_reasons() throws Exception {
    Path file = Files.writeString(temporary.resolve("notes.txt"), "some notes\n");
    Command refused = Command.run(tapline, "import", file.toString());
    assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains("[UNKNOWN_FORMAT]", "  not pcap: ", "  not eve: ");
  }

  private static Command imported(FormatSample sample) throws IOException {
    Path file = Files.write(temporary.resolve(sample.name()), sample.content());
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2023-11-15T00:00:00Z")));
    List<String> arguments = new ArrayList<>(List.of("import"));
    arguments.addAll(sample.options());
    arguments.add(file.toString());
    return Command.run(tapline, arguments.toArray(String[]::new));
  }

  /** The flow began between 22:13:19 and 22:13:20 of that day. */
  private static String expected(FormatSample sample) {
    return "192\\.0\\.2\\.1,40000,192\\.0\\.2\\.2,443,tcp,"
        + sample.columns()
        + ",2023-11-14T22:13:(19|20).*Z";
  }
}
