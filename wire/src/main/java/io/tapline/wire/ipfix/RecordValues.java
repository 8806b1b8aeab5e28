package io.tapline.wire.ipfix;

import java.lang.foreign.MemorySegment;

/** The record that is being put together: its values and what they are to be understood with. */
final class RecordValues {
  private static final long[] INITIAL = initial();

  final long[] slots = new long[INITIAL.length];
  final ExportContext context = new ExportContext();
  final Texts texts = new Texts();
  MemorySegment bytes = MemorySegment.NULL;
  final FlowTotals totals;
  DomainOptions options = new DomainOptions();

  RecordValues(FlowTotals totals) {
    this.totals = totals;
  }

  long get(Slot slot) {
    return slots[slot.index];
  }

  int getInt(Slot slot) {
    return (int) slots[slot.index];
  }

  /** All slots as they are when a record does not tell. */
  void clear() {
    System.arraycopy(INITIAL, 0, slots, 0, slots.length);
  }

  private static long[] initial() {
    long[] values = new long[Slot.ALL.length];
    for (Slot slot : Slot.ALL) {
      values[slot.index] = slot.initial;
    }
    return values;
  }
}
