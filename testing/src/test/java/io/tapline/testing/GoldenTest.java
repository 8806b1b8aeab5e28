package io.tapline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenTest {
  private static final Golden STORED = Golden.beside(GoldenTest.class, "stored.txt");

  @Test
  void what_is_stored_is_read_and_compared() {
    STORED.compare("one\ntwo\n");
    assertThat(STORED.text()).isEqualTo("one\ntwo\n");
    assertThat(STORED.bytes()).hasSize(8);
  }

  @Test
  void a_change_is_shown_with_both() {
    assertThatThrownBy(() -> STORED.compare("three\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stored.txt")
        .hasMessageContaining("two")
        .hasMessageContaining("three");
  }

  @Test
  void a_file_that_is_missing_says_how_it_is_made() {
    assertThatThrownBy(Golden.beside(GoldenTest.class, "none.txt")::text)
        .hasMessageContaining("-Dtapline.goldens=write");
  }
}
