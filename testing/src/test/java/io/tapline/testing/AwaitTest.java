package io.tapline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void the_answer_that_is_right_is_returned() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(Await.<Integer>until("three", asked::incrementAndGet, answer -> answer == 3))
        .isEqualTo(3);
    assertThat(asked).hasValue(3);
  }

  @Test
  void waiting_in_vain_fails_with_the_last_answer() {
    assertThatThrownBy(
            () -> Await.until("the sun", Duration.ofMillis(5), () -> "rain", "sun"::equals))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the sun")
        .hasMessageContaining("rain");
  }

  @Test
  void a_question_that_fails_ends_the_waiting() {
    assertThatThrownBy(
            () ->
                Await.until(
                    "a file",
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("gone");
  }
}
