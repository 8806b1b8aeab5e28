package io.tapline.wire.ipfix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which slots the records of a template fill. */
final class Presence {
  final Dialect dialect;
  private final boolean[] present = new boolean[Slot.ALL.length];

  Presence(Dialect dialect, List<TemplateField> fields) {
    this.dialect = dialect;
    for (TemplateField field : fields) {
      mark(Elements.slot(field));
    }
  }

  private void mark(@Nullable Slot slot) {
    if (slot != null) {
      present[slot.index] = true;
    }
  }

  boolean has(Slot slot) {
    return present[slot.index];
  }

  boolean any(Slot... slots) {
    return first(slots) != Slot.NOTHING;
  }

  /** The first of these that is filled; {@link Slot#NOTHING} if none is. */
  Slot first(Slot... slots) {
    for (Slot slot : slots) {
      if (has(slot)) {
        return slot;
      }
    }
    return Slot.NOTHING;
  }
}
