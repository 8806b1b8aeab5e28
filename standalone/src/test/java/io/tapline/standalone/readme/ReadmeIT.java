package io.tapline.standalone.readme;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.cli.TaplineCli;
import io.tapline.standalone.running.TaplineProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the README promises of one running {@code ./tapline up --demo}. */
class ReadmeIT {
  private static final Duration DEMO_LIMIT = Duration.ofMinutes(2);

  /** Beginnings of the lines that are not run here, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "./mvnw verify", "is what runs this test",
          "sudo ./tapline up", "needs root",
          "./tapline capture add eth0", "needs an interface of that name and the right to capture",
          "grpcurl ", "is a program of others; the reflection test asks the same");

  /** Words of a command as a shell would see them: plain ones and single-quoted ones. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir static Path temporary;
  private static TaplineProcess tapline;
  private static Path sample;

  @BeforeAll
  static void start() throws Exception {
    sample = temporary.resolve("capture.pcapng");
    try (InputStream bundled = ReadmeIT.class.getResourceAsStream("/demo/demo.pcapng")) {
      Files.copy(bundled, sample);
    }
    tapline = TaplineProcess.start(temporary.resolve("data"), "--demo");
    tapline.awaitOutput("Ctrl-C stops it.", DEMO_LIMIT);
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  @Test
  void the_quoted_output_is_what_the_demo_prints() throws IOException {
    String printed = timeless(tapline.log());
    assertThat(Readme.read().demoOutput())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(printed).contains(timeless(line)));
  }

  @Test
  void every_command_runs_and_prints_something() throws IOException {
    for (String command : Readme.read().commands()) {
      if (NOT_RUN.keySet().stream().noneMatch(command::startsWith)) {
        run(command);
      }
    }
  }

  @Test
  void nothing_is_excused_that_the_readme_does_not_say() throws IOException {
    String all = String.join("\n", Readme.read().commands());
    assertThat(NOT_RUN.keySet()).allSatisfy(beginning -> assertThat(all).contains(beginning));
  }

  private static void run(String command) {
    assertThat(command).as("neither run nor excused").startsWith("./tapline ");
    List<String> words = words(command.substring("./tapline ".length()));
    if (words.getFirst().equals("up")) {
      assertThat(words).as("started before the tests").containsExactly("up", "--demo");
      return;
    }
    words.replaceAll(word -> word.equals("capture.pcapng") ? sample.toString() : word);
    words.addAll(List.of("--server", tapline.server()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(words.toArray(String[]::new)))
        .as(command + ": " + err)
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).as(command).isNotBlank();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  /** Without the moment that depends on when it is run, and with single spaces. */
  private static String timeless(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>").strip())
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(joining("\n"));
  }
}
