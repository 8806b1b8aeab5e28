package io.tapline.wire.ipfix;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The fields of a template compiled to flat arrays: a record is read by running over them once. For
 * each field that is understood the value goes to its slot.
 */
sealed interface Layout permits FixedLayout, VariableLayout {
  /** {@link #read}: the record does not end where its set does. */
  long TOO_SHORT = -1;

  /** Compiles the fields. */
  static Layout of(List<TemplateField> fields) {
    return fields.stream().anyMatch(TemplateField::variable)
        ? new VariableLayout(fields)
        : new FixedLayout(fields);
  }

  /**
   * Reads the record at {@code at} into the slots.
   *
   * @return where it ends, or {@link #TOO_SHORT}
   */
  long read(MemorySegment bytes, long at, long end, long[] slots);

  /** Whether there are whole records, and behind them at most padding with zeros. */
  boolean fits(MemorySegment bytes, long from, long end);

  /** The least length of a record in bytes. */
  int leastLength();
}
