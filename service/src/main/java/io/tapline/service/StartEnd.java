package io.tapline.service;

import io.quarkus.runtime.PreventFurtherStepsException;

/** Ends the start of a process. Quarkus prints the sentence and no stack trace. */
public final class StartEnd {
  private static final int EXIT_CODE = 1;

  private StartEnd() {}

  static PreventFurtherStepsException because(String sentence) {
    return new PreventFurtherStepsException(sentence, EXIT_CODE);
  }

  /**
   * To be thrown by what a service starts.
   *
   * @param why its message is the sentence
   */
  public static PreventFurtherStepsException because(RuntimeException why) {
    PreventFurtherStepsException end = because(String.valueOf(why.getMessage()));
    end.addSuppressed(why);
    return end;
  }
}
