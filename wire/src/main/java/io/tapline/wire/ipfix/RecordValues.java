package io.tapline.wire.ipfix;

import java.lang.foreign.MemorySegment;

/** The record that is being put together: its values and what they are to be understood with. */
final class RecordValues {
  final long[] slots = new long[Slot.ALL.length];
  final ExportContext context = new ExportContext();
  final Texts texts = new Texts();
  MemorySegment bytes = MemorySegment.NULL;
  DomainOptions options = new DomainOptions();

  long get(Slot slot) {
    return slots[slot.index];
  }

  int getInt(Slot slot) {
    return (int) slots[slot.index];
  }

  /** All slots as they are when a record does not tell. */
  void clear() {
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Slot.ALL[i].initial;
    }
  }
}
