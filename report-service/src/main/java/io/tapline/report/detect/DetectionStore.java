package io.tapline.report.detect;

import java.util.Optional;

/** Keeps the state over restarts. */
interface DetectionStore {
  /** What was saved last; nothing before the first time, or when it cannot be read. */
  Optional<DetectionState> load();

  /** Best effort: what is not kept is looked at again after a restart, which repeats no event. */
  void save(DetectionState state);

  /** Keeps nothing. */
  static DetectionStore none() {
    return new DetectionStore() {
      @Override
      public Optional<DetectionState> load() {
        return Optional.empty();
      }

      @Override
      public void save(DetectionState state) {
        // a restart begins anew
      }
    };
  }
}
