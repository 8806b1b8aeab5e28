package io.tapline.eventstore.query;

import io.tapline.eventstore.idea.AddressRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition of a question; validated. */
public sealed interface Condition {
  /** Which addresses are looked at. */
  enum Side {
    SOURCE,
    TARGET,
    EITHER
  }

  /**
   * A time in {@code [from, until)}.
   *
   * @param from null: unbounded
   * @param until null: unbounded
   */
  record Between(EventColumn column, @Nullable Instant from, @Nullable Instant until)
      implements Condition {}

  /** An address of the side overlaps one of these. */
  record Overlaps(Side side, List<AddressRange> addresses) implements Condition {}

  /**
   * One of the columns has one of the values.
   *
   * @param values Strings or Integers
   * @param not whether none may have one
   */
  record HasAny(List<EventColumn> columns, List<?> values, boolean not) implements Condition {}

  /**
   * One of the columns is empty.
   *
   * @param not whether one must not be empty
   */
  record IsEmpty(List<EventColumn> columns, boolean not) implements Condition {}

  /** The description contains the text, in any case. */
  record Contains(String text) implements Condition {}

  /** What was decided is one of these. */
  record Outcomes(List<String> outcomes) implements Condition {}

  /** Its state is one of these. */
  record States(List<String> states) implements Condition {}
}
