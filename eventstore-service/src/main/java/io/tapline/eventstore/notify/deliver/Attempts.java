package io.tapline.eventstore.notify.deliver;

import org.jspecify.annotations.Nullable;

/** Things that are done one after the other, each whatever becomes of those before. */
final class Attempts {
  private @Nullable RuntimeException failure;

  void make(Runnable attempt) {
    try {
      attempt.run();
    } catch (RuntimeException e) { // thrown at the end
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
  }

  /** Throws what the first that failed threw, with the others. */
  void end() {
    if (failure != null) {
      throw failure;
    }
  }
}
