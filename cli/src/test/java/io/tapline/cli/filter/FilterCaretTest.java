package io.tapline.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterCaretTest {
  @Test
  void the_caret_stands_below_the_character_that_is_to_blame() {
    assertThat(FilterCaret.lines("port = 1 AND fnord = 2", 14))
        .containsExactly("  port = 1 AND fnord = 2", "               ^");
  }

  @Test
  void what_is_missing_at_the_end_is_pointed_at() {
    assertThat(FilterCaret.lines("port =", 7)).containsExactly("  port =", "        ^");
  }

  @Test
  void a_long_filter_is_shown_around_the_place() {
    String filter = "port = 1 AND ".repeat(20) + "fnord = 2";
    var lines = FilterCaret.lines(filter, filter.indexOf("fnord") + 1);
    assertThat(lines.getFirst()).hasSizeLessThan(80).contains("fnord");
    assertThat(lines.getLast().indexOf('^')).isEqualTo(lines.getFirst().indexOf("fnord"));
  }

  @Test
  void a_place_outside_is_not_shown() {
    assertThat(FilterCaret.lines("port = 1", 0)).isEmpty();
    assertThat(FilterCaret.lines("port = 1", 40)).isEmpty();
  }
}
