package io.tapline.wire.ipfix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field that tells an instant, and how. */
record Moment(Clock clock, int slot) {
  private static final List<Choice> START =
      List.of(
          new Choice(Clock.NANOSECONDS, Slot.START_NANOSECONDS),
          new Choice(Clock.MICROSECONDS, Slot.START_MICROSECONDS),
          new Choice(Clock.MILLISECONDS, Slot.START_MILLISECONDS),
          new Choice(Clock.SECONDS, Slot.START_SECONDS),
          new Choice(Clock.DELTA, Slot.START_DELTA),
          new Choice(Clock.UPTIME, Slot.START_UPTIME));
  private static final List<Choice> END =
      List.of(
          new Choice(Clock.NANOSECONDS, Slot.END_NANOSECONDS),
          new Choice(Clock.MICROSECONDS, Slot.END_MICROSECONDS),
          new Choice(Clock.MILLISECONDS, Slot.END_MILLISECONDS),
          new Choice(Clock.SECONDS, Slot.END_SECONDS),
          new Choice(Clock.DELTA, Slot.END_DELTA),
          new Choice(Clock.UPTIME, Slot.END_UPTIME));
  private static final List<Choice> EVENT =
      List.of(
          new Choice(Clock.NANOSECONDS, Slot.EVENT_NANOSECONDS),
          new Choice(Clock.MICROSECONDS, Slot.EVENT_MICROSECONDS),
          new Choice(Clock.MILLISECONDS, Slot.EVENT_MILLISECONDS),
          new Choice(Clock.SECONDS, Slot.EVENT_SECONDS));
  private static final List<Choice> REVERSE_END =
      List.of(
          new Choice(Clock.NANOSECONDS, Slot.REVERSE_END_NANOSECONDS),
          new Choice(Clock.MICROSECONDS, Slot.REVERSE_END_MICROSECONDS),
          new Choice(Clock.MILLISECONDS, Slot.REVERSE_END_MILLISECONDS),
          new Choice(Clock.SECONDS, Slot.REVERSE_END_SECONDS),
          new Choice(Clock.DELTA, Slot.REVERSE_END_DELTA),
          new Choice(Clock.UPTIME, Slot.REVERSE_END_UPTIME));

  private record Choice(Clock clock, Slot slot) {}

  /** The finest field that tells when the flow began. */
  static @Nullable Moment start(Presence presence) {
    return finest(presence, START);
  }

  /** The finest field that tells when the flow ended, or when the record was made. */
  static @Nullable Moment end(Presence presence) {
    Moment end = finest(presence, END);
    return end == null ? finest(presence, EVENT) : end;
  }

  /** The finest field that tells when the other direction ended. */
  static @Nullable Moment reverseEnd(Presence presence) {
    return finest(presence, REVERSE_END);
  }

  private static @Nullable Moment finest(Presence presence, List<Choice> choices) {
    for (Choice choice : choices) {
      if (presence.has(choice.slot)) {
        return new Moment(choice.clock, choice.slot.index);
      }
    }
    return null;
  }

  /** The instant in nanoseconds since the epoch; 0 or less = not told. */
  long epochNanos(RecordValues values, long bootMillis) {
    return clock.epochNanos(values.slots[slot], bootMillis, values.context);
  }
}
