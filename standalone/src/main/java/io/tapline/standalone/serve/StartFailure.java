package io.tapline.standalone.serve;

import org.jspecify.annotations.Nullable;

/** Says in one sentence why the services did not start. */
final class StartFailure {
  private StartFailure() {}

  /** Exit code: 0 without a failure, else 1 after a sentence on the standard error stream. */
  static int report(@Nullable Throwable failure, ServeOptions options) {
    if (failure == null) {
      return 0;
    }
    System.err.println("Tapline did not start: " + sentence(failure));
    if (options.verbose()) {
      failure.printStackTrace(System.err);
    } else {
      System.err.println("Run it again with --verbose for the whole story.");
    }
    return 1;
  }

  /** The message of the innermost cause, since the outer ones only say that a start failed. */
  static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse(message);
  }
}
