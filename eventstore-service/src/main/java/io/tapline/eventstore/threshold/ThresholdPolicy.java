package io.tapline.eventstore.threshold;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The threshold rule.
 *
 * <pre>
 *        start               relapseStart             end                   relapseUntil
 *   late   |------ quiet ---------|-- relapse window --|---- period ----------|
 *  kept    | kept back            | kept back          | RELAPSED when the    | NEW
 *  back    |                      |                    | relapse window saw   |
 *          | opened by a NEW or   |                    | an event, else NEW   |
 *          | RELAPSED event       |                    |
 *                                                   the clock: RELAPSED when the relapse
 *                                                   window saw an event and nothing came since
 * </pre>
 *
 * <p>A relapse is decided at the window's end by whoever comes first: the clock, for the event that
 * was kept back last, or the key's next event. Either opens the next window, so the other finds it
 * running and a window's end is reported once.
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
 * window before its relapse was looked at: here a window whose relapse is due is never cleaned up.
 * (d) The memo of one group's run decided for the next group: here the window is an argument and
 * nothing is remembered.
 */
public final class ThresholdPolicy {
  private ThresholdPolicy() {}

  /**
   * @param state the key's state after the decision
   */
  public record Verdict(Outcome outcome, KeyState state) {}

  /**
   * Decides an event.
   *
   * @param before the key's state, if the key ever had a window
   * @param timing used when the event opens a window
   */
  public static Verdict decide(
      @Nullable KeyState before, String eventId, EventTime at, ThresholdTiming timing) {
    if (before != null && at.time().isBefore(before.window().end())) {
      return new Verdict(Outcome.THRESHOLDED, before.keepingBack(eventId, at));
    }
    Outcome outcome = relapsesBy(before, at.time()) ? Outcome.RELAPSED : Outcome.NEW;
    return opening(outcome, eventId, at.time(), timing);
  }

  private static boolean relapsesBy(@Nullable KeyState before, Instant time) {
    return before != null && before.relapses() && time.isBefore(before.window().relapseUntil());
  }

  /**
   * Decides a due relapse for the event that was kept back last. The next window has the timing of
   * the one that ended and follows it without a gap; a relapse that is found late, because no
   * replica ran, opens its window when it is found.
   *
   * @param before a state whose relapse is due
   * @param now at or after the window's end
   */
  public static Verdict decideAtEnd(KeyState before, Instant now) {
    ThresholdWindow ended = before.window();
    Instant start = now.isBefore(ended.relapseUntil()) ? ended.end() : now;
    String eventId = Objects.requireNonNull(before.lastKept()).eventId();
    return opening(Outcome.RELAPSED, eventId, start, ended.timing());
  }

  private static Verdict opening(
      Outcome outcome, String eventId, Instant time, ThresholdTiming timing) {
    ThresholdWindow window = ThresholdWindow.opened(eventId, time, timing);
    return new Verdict(outcome, KeyState.opened(window));
  }
}
