package io.tapline.cli.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IdeaTextsTest {
  private static List<String> texts(Reader in) throws IOException {
    IdeaTexts texts = new IdeaTexts(in);
    List<String> all = new ArrayList<>();
    for (String text = texts.next(); text != null; text = texts.next()) {
      all.add(text);
    }
    return all;
  }

  private static List<String> texts(String text) throws IOException {
    return texts(new StringReader(text));
  }

  @Test
  void objects_in_a_list_in_lines_or_side_by_side_are_given_character_for_character()
      throws IOException {
    String one = "{ \"a\": {\"b\": [\"}\", \"\\\"{\"]},\n \"c\": \"\\\\\" }";
    String two = "{}";
    assertThat(texts(one)).containsExactly(one);
    assertThat(texts("[" + one + ",\n" + two + "]\n")).containsExactly(one, two);
    assertThat(texts(one + "\n" + two)).containsExactly(one, two);
    assertThat(texts("\uFEFF" + two + one + two)).containsExactly(two, one, two);
    assertThat(texts(" \n[]")).isEmpty();
  }

  @Test
  void what_is_no_object_is_given_to_be_refused() throws IOException {
    assertThat(texts("nonsense {\n{}")).containsExactly("nonsense {", "{}");
    assertThat(texts("{\"a\": ")).containsExactly("{\"a\": ");
  }

  @Test
  void a_message_without_an_end_does_not_fill_the_memory() {
    String endless = "{" + " ".repeat(IdeaTexts.MAX_CHARACTERS);
    assertThatThrownBy(() -> texts(endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than");
  }

  @Property
  void nothing_but_separators_is_lost(@ForAll String text) throws IOException {
    String kept = String.join("", texts(text));
    assertThat(kept.replaceAll("[ \t\r\n,\\[\\]\uFEFF]", ""))
        .isEqualTo(text.replaceAll("[ \t\r\n,\\[\\]\uFEFF]", ""));
  }
}
