package io.tapline.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Negative;

class LimitTest {
  private static final Limit LIMIT =
      new Limit(TestReason.INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  @Example
  void zero_stands_for_the_default() {
    assertThat(LIMIT.of(0)).isEqualTo(100);
  }

  @Property
  void what_is_within_the_limit_is_what_was_asked_for(
      @ForAll @IntRange(min = 1, max = 1_000) int asked) {
    assertThat(LIMIT.of(asked)).isEqualTo(asked);
  }

  @Property
  void what_is_over_the_maximum_is_refused_and_never_cut(
      @ForAll @IntRange(min = 1_001, max = Integer.MAX_VALUE) int asked) {
    assertRefused(asked);
  }

  @Property
  void what_is_negative_is_refused(@ForAll @Negative int asked) {
    assertRefused(asked);
  }

  private static void assertRefused(int asked) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> LIMIT.of(asked));
    assertThat(refusal.reason()).isEqualTo(TestReason.INVALID_PAGE_SIZE);
    assertThat(refusal)
        .hasMessage("`page_size` is %d, but must be between 0 (for 100) and 1000.", asked);
    assertThat(refusal.details())
        .containsEntry("field", "page_size")
        .containsEntry("maximum", "1000");
  }
}
