package io.tapline.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ColumnsHelpTest {
  private final String[] footer =
      new CommandLine(new SearchCommand()).getCommandSpec().usageMessage().footer();

  @Test
  void the_help_of_search_names_every_column_in_its_order() {
    String text = String.join(" ", footer);
    assertThat(text).contains(String.join(" ", ConnectionColumns.names()) + ", and host");
    assertThat(ConnectionColumns.names()).contains("community_id", "outer_second");
  }

  @Test
  void its_lines_are_short_and_the_place_is_not_seen() {
    Stream<String> lines = Arrays.stream(footer);
    assertThat(lines).noneMatch(line -> line.contains(ColumnsHelp.PLACE));
    assertThat(footer).allMatch(line -> line.length() < 110);
  }
}
