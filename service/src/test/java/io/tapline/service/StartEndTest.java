package io.tapline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.PreventFurtherStepsException;
import org.junit.jupiter.api.Test;

class StartEndTest {
  @Test
  void a_failure_ends_a_start_with_its_sentence_and_an_exit_code() {
    IllegalStateException why = new IllegalStateException("The database is newer.");
    PreventFurtherStepsException end = StartEnd.because(why);
    assertThat(end).hasMessage("The database is newer.").hasSuppressedException(why);
    assertThat(end.getExitCode()).isEqualTo(1);
  }
}
