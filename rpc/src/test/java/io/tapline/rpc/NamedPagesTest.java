package io.tapline.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.rpc.NamedPages.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class NamedPagesTest {
  private static final NamedPages.Reasons REASONS =
      new NamedPages.Reasons(
          TestReason.INVALID_PAGE_SIZE,
          TestReason.INVALID_PAGE_TOKEN,
          TestReason.PAGE_TOKEN_MISMATCH);

  private final NamedPages<String> pages = pages("sources");

  private static NamedPages<String> pages(String list) {
    return new NamedPages<>(list, Function.identity(), REASONS);
  }

  @Property
  void pages_together_are_the_whole_list_in_the_order_of_names(
      @ForAll @Size(max = 40) List<@AlphaChars @StringLength(max = 3) String> names,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    SortedSet<String> distinct = new TreeSet<>(names);
    List<String> read = new ArrayList<>();
    String token = "";
    do {
      Page<String> page = pages.page(distinct.stream(), size, token);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(size);
      read.addAll(page.entries());
      token = page.nextToken();
    } while (!token.isEmpty());
    assertThat(read).containsExactlyElementsOf(distinct);
  }

  @Example
  void what_is_added_or_removed_between_pages_neither_repeats_nor_hides_others() {
    Page<String> first = pages.page(List.of("a", "c", "e", "g").stream(), 2, "");
    assertThat(first.entries()).containsExactly("a", "c");
    Page<String> second =
        pages.page(List.of("a", "b", "d", "e", "g").stream(), 3, first.nextToken());
    assertThat(second.entries()).containsExactly("d", "e", "g");
    assertThat(second.nextToken()).isEmpty();
  }

  @Example
  void a_page_has_a_hundred_entries_unless_it_is_said() {
    List<String> names = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    assertThat(pages.page(names.stream(), 0, "").entries()).hasSize(100);
    assertThat(pages.page(names.stream(), 1_000, "").entries()).hasSize(300);
  }

  @Example
  void sizes_and_tokens_that_are_none_are_refused() {
    String token = pages.page(List.of("a", "b").stream(), 1, "").nextToken();
    assertRefused(1_001, "", TestReason.INVALID_PAGE_SIZE);
    assertRefused(-1, "", TestReason.INVALID_PAGE_SIZE);
    assertRefused(1, token + "x", TestReason.INVALID_PAGE_TOKEN);
    assertRefused(
        1,
        pages("handlers").page(List.of("a", "b").stream(), 1, "").nextToken(),
        TestReason.PAGE_TOKEN_MISMATCH);
  }

  @Example
  void a_token_belongs_to_its_question() {
    String token = pages.page(List.of("a", "b").stream(), 1, "", new byte[] {1}).nextToken();
    assertThat(pages.page(List.of("a", "b").stream(), 1, token, new byte[] {1}).entries())
        .containsExactly("b");
    assertRefused(1, token, TestReason.PAGE_TOKEN_MISMATCH);
  }

  private void assertRefused(int size, String token, RefusalReason reason) {
    assertThatThrownBy(() -> pages.page(List.of("a", "b").stream(), size, token))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
