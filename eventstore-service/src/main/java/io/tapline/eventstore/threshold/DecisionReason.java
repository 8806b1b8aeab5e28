package io.tapline.eventstore.threshold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why an event was decided as it was. */
public final class DecisionReason {
  private DecisionReason() {}

  /**
   * @param before the key's window before the decision, if it had one
   */
  public static String of(
      String key, Instant time, @Nullable ThresholdWindow before, ThresholdPolicy.Verdict verdict) {
    ThresholdWindow window = verdict.window();
    String subject = subject(key);
    return switch (verdict.outcome()) {
      case NEW -> newEvent(subject, before) + quiet(window);
      case RELAPSED -> relapsed(subject, before) + quiet(window);
      case THRESHOLDED -> keptBack(subject, time, window);
    };
  }

  /** {@code scan by 10.0.0.5} for the key {@code scan+++10.0.0.5}. */
  private static String subject(String key) {
    int plus = key.lastIndexOf("+++");
    String source = key.substring(plus + 3);
    return key.substring(0, plus) + (source.isEmpty() ? " without a source" : " by " + source);
  }

  private static String newEvent(String subject, @Nullable ThresholdWindow before) {
    return before == null
        ? "New: %s was not seen before".formatted(subject)
        : "New: %s was last reported at %s, its quiet time ended at %s"
            .formatted(subject, text(before.start()), text(before.end()));
  }

  private static String relapsed(String subject, @Nullable ThresholdWindow before) {
    if (before == null || before.lastThresholded() == null) {
      throw new IllegalArgumentException("a relapse needs an event that was kept back");
    }
    return "Relapsed: %s was reported at %s and came back at %s, shortly before the quiet time ended"
        .formatted(subject, text(before.start()), text(before.lastThresholded()));
  }

  private static String keptBack(String subject, Instant time, ThresholdWindow window) {
    String late = time.isBefore(window.start()) ? ", after this late event" : "";
    return "Kept back: %s was reported at %s%s%s %d more since."
        .formatted(subject, text(window.start()), late, quiet(window), window.thresholdedCount());
  }

  private static String quiet(ThresholdWindow window) {
    return "; quiet until %s.".formatted(text(window.end()));
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
