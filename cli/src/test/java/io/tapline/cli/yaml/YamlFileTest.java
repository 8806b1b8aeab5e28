package io.tapline.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  @TempDir Path directory;

  @Test
  void values_have_the_types_that_yaml_1_1_gives_them() throws IOException {
    YamlMap map =
        read("a: 'text'\nb: [Yes, off]\nc: 0x55aa\nd: 1_000\ne: 010\n")
            .map(Set.of("a", "b", "c", "d", "e"));
    assertThat(map.get("a").orElseThrow().text()).isEqualTo("text");
    assertThat(map.get("b").orElseThrow().list().stream().map(YamlValue::flag).toList())
        .isEqualTo(List.of(true, false));
    assertThat(map.get("c").orElseThrow().number(0, 65_535)).isEqualTo(0x55aa);
    assertThat(map.get("d").orElseThrow().number(0, 65_535)).isEqualTo(1000);
    assertThat(map.get("e").orElseThrow().number(0, 65_535)).isEqualTo(8);
    map.get("a").orElseThrow().requireRight();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1          | a is a number, not a text in quotes.",
        "a: [1]        | a is a list, not a text.",
        "a:            | a is empty, not a text in quotes.",
        "a: 2026-01-01 | a is a date, not a text in quotes.",
        "b: 1          | b is not a key here; there are a.",
        "? [a]         | ? is not a key here; there are a.",
        "a: !x 1       | a is of the type !x, not a text in quotes.",
      })
  void what_is_not_as_it_should_be_is_a_problem_with_its_line_and_path(String text, String problem)
      throws IOException {
    YamlValue document = read("# a line before\n" + text + "\n");
    document.map(Set.of("a")).get("a").ifPresent(YamlValue::text);
    assertThatThrownBy(document::requireRight)
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(directory.resolve("f.yaml") + ":2: " + problem);
  }

  @Test
  void numbers_outside_of_their_bounds_and_flags_that_are_none_are_problems() throws IOException {
    YamlValue document = read("a: 70000\nb: 1:30\nc: 'True'\nd: !!bool ''\ne: !!int x\n");
    YamlMap map = document.map(Set.of("a", "b", "c", "d", "e"));
    for (String key : List.of("a", "b", "e")) {
      assertThat(map.get(key).orElseThrow().number(1, 65_535)).isEqualTo(1);
    }
    for (String key : List.of("c", "d")) {
      assertThat(map.get(key).orElseThrow().flag()).isFalse();
    }
    assertThatThrownBy(document::requireRight).message().hasLineCount(5);
  }

  @Test
  void a_key_that_is_there_twice_and_one_that_is_missing_are_problems() throws IOException {
    YamlValue document = read("a: x\na: y\n");
    assertThat(document.map(Set.of("a", "b")).required("b")).isEmpty();
    assertThatThrownBy(document::requireRight)
        .hasMessageContaining(":2: a is there twice.")
        .hasMessageContaining(":1: the document has no b.");
  }

  @Test
  void of_many_problems_the_first_are_said_and_the_others_counted() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append("k").append(i).append(": 1\n");
    }
    YamlValue document = read(text.toString());
    var _ = document.map(Set.of("a"));
    assertThatThrownBy(document::requireRight)
        .hasMessageContaining("k19 is")
        .hasMessageContaining("... and 10 more.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [1        | this cannot be read as YAML",
        "a: *b        | this cannot be read as YAML",
        "a: !!java.net.URL 'http://127.0.0.1/' | Global tag is not allowed",
        "# only this  | is empty",
        "'--- a'      | this cannot be read as YAML",
      })
  void what_is_not_one_document_is_refused(String text, String why) {
    String twice = text.startsWith("---") ? text + "\n" + text : text;
    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(why);
  }

  @Test
  void size_depth_and_aliases_are_limited() {
    assertThatThrownBy(() -> read("#" + "x".repeat(YamlFile.MAX_BYTES)))
        .hasMessageContaining("is larger than 1048576 bytes");
    assertThatThrownBy(() -> read("[".repeat(1000)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("this cannot be read as YAML");
    assertThatThrownBy(() -> read("a: &a [1]\nb: [" + "*a,".repeat(100) + "]\n"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("this cannot be read as YAML");
  }

  @Test
  void a_file_that_is_missing_or_is_no_text_is_refused_in_a_sentence() throws IOException {
    assertThatThrownBy(() -> YamlFile.read(directory.resolve("none.yaml")))
        .hasMessageStartingWith("There is no file ");
    Path file = Files.write(directory.resolve("f.yaml"), new byte[] {'a', (byte) 0xFF});
    assertThatThrownBy(() -> YamlFile.read(file)).hasMessageEndingWith("is not a text in UTF-8.");
  }

  private YamlValue read(String text) throws IOException {
    return YamlFile.read(Files.writeString(directory.resolve("f.yaml"), text));
  }
}
