package io.tapline.eventstore.threshold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The threshold rule.
 *
 * <pre>
 *        start                    relapseStart          end
 *   late   |------------ quiet ---------|-- relapse window --|
 *  kept    | kept back                  | kept back          | RELAPSED when the relapse window
 *  back    |                            |                    | saw an event, else NEW;
 *          | opened by a NEW or RELAPSED event               | opens the next window
 * </pre>
 *
 * <p>An event before the window's start came late. It is kept back and counted, and changes nothing
 * else: people were already told of the key by a later event, and a window of its own would let two
 * events within one threshold length both be new. So the outcome of late events does not depend on
 * the order in which they come.
 *
 * <p>This mends four edges of Mentat's reporter. (a) At the window's end an event was thresholded
 * and relapsed at once: {@code [start, end)} makes it one of them. (b) A memo shared by check and
 * set kept a relapse found thresholded in the same run from prolonging its threshold: here the
 * decision and the window that it opens are one value. (c) A periodic clean-up could delete a
 * window before its relapse was looked at: here the key's next event finds the window as it was
 * left, until retention forgets it (400 days after its end). (d) The memo of one group's run
 * decided for the next group: here the window is an argument and nothing is remembered.
 */
public final class ThresholdPolicy {
  private ThresholdPolicy() {}

  /**
   * @param window the key's latest window after the decision
   */
  public record Verdict(Outcome outcome, ThresholdWindow window) {}

  /**
   * @param window the key's latest window, if it ever had one
   * @param eventId of the event to decide
   * @param time when the event was detected; never the clock's time
   * @param timing by the event's severity; used when the event opens a window
   */
  public static Verdict decide(
      @Nullable ThresholdWindow window, String eventId, Instant time, ThresholdTiming timing) {
    if (window == null) {
      return opening(Outcome.NEW, eventId, time, timing);
    }
    if (time.isBefore(window.end())) {
      return new Verdict(Outcome.THRESHOLDED, window.keepingBack(time));
    }
    return opening(window.relapses() ? Outcome.RELAPSED : Outcome.NEW, eventId, time, timing);
  }

  private static Verdict opening(
      Outcome outcome, String eventId, Instant time, ThresholdTiming timing) {
    return new Verdict(outcome, ThresholdWindow.opened(eventId, time, timing));
  }
}
