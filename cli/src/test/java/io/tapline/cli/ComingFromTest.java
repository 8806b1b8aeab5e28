package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/coming-from.md promises that what stands on its right side can be typed. */
class ComingFromTest {
  private static final String COMMAND = "tapline ";

  /** What stands between backticks, also over the end of a line. */
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Words of a command as a shell would see them: plain ones and single-quoted ones. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_of_the_page_is_one(String command) {
    assertThatCode(() -> TaplineCli.commandLine().parseArgs(words(command)))
        .as(command)
        .doesNotThrowAnyException();
  }

  @Test
  void each_program_has_its_commands() throws IOException {
    String[] sections = page().split("\n## ", -1);
    assertThat(sections).hasSizeGreaterThan(1);
    assertThat(Stream.of(sections).skip(1))
        .allSatisfy(section -> assertThat(commands(section)).hasSizeGreaterThan(5));
  }

  private static Stream<String> commands() throws IOException {
    return commands(page());
  }

  /** `tapline up` belongs to the other half of the command. */
  private static Stream<String> commands(String text) {
    return CODE.matcher(text)
        .results()
        .map(code -> code.group(1).replaceAll("\\s+", " "))
        .filter(code -> code.contains(COMMAND))
        .map(code -> code.substring(code.lastIndexOf(COMMAND) + COMMAND.length()))
        .filter(command -> !command.equals("up"));
  }

  private static String page() throws IOException {
    Path root = Path.of(System.getProperty("tapline.root", ".."));
    return Files.readString(root.resolve("docs/coming-from.md"));
  }

  private static String[] words(String command) {
    return WORD.matcher(command).results().map(ComingFromTest::word).toArray(String[]::new);
  }

  private static String word(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }
}
