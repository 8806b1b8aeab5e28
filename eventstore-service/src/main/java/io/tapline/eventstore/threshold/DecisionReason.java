package io.tapline.eventstore.threshold;

import io.tapline.eventstore.threshold.ThresholdPolicy.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Says in one or two sentences why an event was decided as it was. */
public final class DecisionReason {
  private DecisionReason() {}

  /**
   * @param before the key's state before the decision, if it had a window
   */
  public static String of(String key, EventTime at, @Nullable KeyState before, Verdict verdict) {
    ThresholdWindow window = verdict.state().window();
    String subject = subject(key);
    String reason =
        switch (verdict.outcome()) {
          case NEW -> newEvent(subject, before) + quiet(window);
          case RELAPSED -> relapsed(subject, before) + quiet(window);
          case THRESHOLDED -> keptBack(subject, at.time(), verdict.state());
        };
    return at.detectedAhead() ? reason + ahead(at) : reason;
  }

  /** Why the clock decided a relapse. */
  public static String atEnd(String key, KeyState before, Verdict verdict) {
    return relapsed(subject(key), before) + quiet(verdict.state().window());
  }

  /** {@code scan by 10.0.0.5} for the key {@code scan+++10.0.0.5}. */
  private static String subject(String key) {
    int plus = key.lastIndexOf("+++");
    String source = key.substring(plus + 3);
    return key.substring(0, plus) + (source.isEmpty() ? " without a source" : " by " + source);
  }

  private static String newEvent(String subject, @Nullable KeyState before) {
    return before == null
        ? "New: %s was not seen before".formatted(subject)
        : "New: %s was last reported at %s, its quiet time ended at %s"
            .formatted(subject, text(before.window().start()), text(before.window().end()));
  }

  private static String relapsed(String subject, @Nullable KeyState before) {
    if (before == null || before.lastKept() == null) {
      throw new IllegalArgumentException("a relapse needs an event that was kept back");
    }
    return "Relapsed: %s was reported at %s and came back at %s, shortly before the quiet time ended"
        .formatted(subject, text(before.window().start()), text(before.lastKept().time()));
  }

  private static String keptBack(String subject, Instant time, KeyState state) {
    ThresholdWindow window = state.window();
    String late = time.isBefore(window.start()) ? ", after this late event" : "";
    return "Kept back: %s was reported at %s%s%s %d more since."
        .formatted(subject, text(window.start()), late, quiet(window), state.thresholdedCount());
  }

  private static String quiet(ThresholdWindow window) {
    return "; quiet until %s.".formatted(text(window.end()));
  }

  private static String ahead(EventTime at) {
    return " Its detection time is ahead of the clock, so the time of storage counts: %s."
        .formatted(text(at.time()));
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
