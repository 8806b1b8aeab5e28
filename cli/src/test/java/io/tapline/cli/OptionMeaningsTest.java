package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.encoding.ReadAsConverter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** An option means the same in every command that has it. */
class OptionMeaningsTest {

  @Test
  void format_is_how_rows_are_printed() {
    assertThat(options("--format"))
        .isNotEmpty()
        .allSatisfy(
            option -> {
              assertThat(List.of("table", "json", "csv", "html", "svg")).containsAll(words(option));
              assertThat(option.description()[0]).contains("printed");
            });
  }

  @Test
  void as_is_how_the_input_is_read() {
    assertThat(options("--as"))
        .hasSize(2)
        .allSatisfy(
            option ->
                assertThat(option.converters())
                    .singleElement()
                    .isInstanceOf(ReadAsConverter.class));
  }

  private static List<String> words(OptionSpec option) {
    return List.of(option.paramLabel().split("\\|", -1));
  }

  private static List<OptionSpec> options(String name) {
    return commands(TaplineCli.commandLine())
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(option -> !option.hidden() && List.of(option.names()).contains(name))
        .toList();
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .distinct()
            .flatMap(OptionMeaningsTest::commands));
  }
}
