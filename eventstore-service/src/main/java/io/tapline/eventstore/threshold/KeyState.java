package io.tapline.eventstore.threshold;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key: its latest window and what the window has kept back.
 *
 * @param thresholdedCount events that the window kept back
 * @param lastKept the latest of them by time, then by id
 * @param relapseDue whether the clock has to decide a relapse at the window's end
 */
public record KeyState(
    ThresholdWindow window, long thresholdedCount, @Nullable Kept lastKept, boolean relapseDue) {

  /** An event that was kept back. */
  public record Kept(Instant time, String eventId) {
    private static final Comparator<Kept> BY_TIME =
        Comparator.comparing(Kept::time).thenComparing(Kept::eventId);

    Kept orLater(@Nullable Kept other) {
      return other != null && BY_TIME.compare(other, this) > 0 ? other : this;
    }
  }

  static KeyState opened(ThresholdWindow window) {
    return new KeyState(window, 0, null, false);
  }

  /**
   * A relapse is due when the event is stored in time: the windows of an old capture ended long
   * before the clock saw them.
   */
  KeyState keepingBack(String eventId, EventTime at) {
    boolean due = window.inRelapse(at.time()) && at.stored().isBefore(window.relapseUntil());
    Kept kept = new Kept(at.time(), eventId).orLater(lastKept);
    return new KeyState(window, thresholdedCount + 1, kept, relapseDue || due);
  }

  KeyState withoutRelapse() {
    return new KeyState(window, thresholdedCount, lastKept, false);
  }

  /** Whether an event came in the relapse window; all that are kept back come before the end. */
  boolean relapses() {
    return lastKept != null && window.inRelapse(lastKept.time());
  }
}
