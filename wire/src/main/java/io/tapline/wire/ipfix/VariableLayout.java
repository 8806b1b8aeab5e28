package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.Wire;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some fields have their length in the data (RFC 7011, section 7): places are found on the way. */
final class VariableLayout implements Layout {
  private static final int LONG_LENGTH = 255;

  private final @Nullable Slot[] slot;
  private final int[] length;
  private final int leastLength;

  VariableLayout(List<TemplateField> fields) {
    slot = new Slot[fields.size()];
    length = new int[fields.size()];
    for (int i = 0; i < length.length; i++) {
      slot[i] = Elements.slot(fields.get(i));
      length[i] = fields.get(i).length();
    }
    leastLength = fields.stream().mapToInt(TemplateField::leastLength).sum();
  }

  @Override
  public long read(MemorySegment bytes, long at, long end, long[] slots) {
    long from = at;
    for (int i = 0; i < length.length; i++) {
      int size = length[i];
      if (size == TemplateField.VARIABLE) {
        int prefix = prefixLength(bytes, from, end);
        if (end - from < prefix) {
          return TOO_SHORT;
        }
        size = prefix == 1 ? Wire.uint8(bytes, from) : Wire.uint16(bytes, from + 1);
        from += prefix;
      }
      if (end - from < size) {
        return TOO_SHORT;
      }
      take(slot[i], bytes, from, size, slots);
      from += size;
    }
    return from;
  }

  /** One byte, or three when the first is 255. */
  private static int prefixLength(MemorySegment bytes, long from, long end) {
    return from < end && Wire.uint8(bytes, from) == LONG_LENGTH ? 3 : 1;
  }

  private static void take(
      @Nullable Slot to, MemorySegment bytes, long from, int size, long[] slots) {
    if (to == null) {
      return;
    }
    int index = to.index;
    if (!to.fits(size)) {
      slots[index] = to.initial;
    } else if (to.kind == Slot.Kind.IPV6) {
      slots[index] = Wire.int64(bytes, from);
      slots[index + 1] = Wire.int64(bytes, from + 8);
    } else {
      slots[index] = Values.read(to.kind, bytes, from, size);
    }
  }

  @Override
  public int leastLength() {
    return leastLength;
  }
}
