package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
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
        long begin = valueAt(bytes, from, end);
        if (begin == TOO_SHORT) {
          return TOO_SHORT;
        }
        size = prefixed(bytes, from, begin);
        from = begin;
      }
      if (end - from < size) {
        return TOO_SHORT;
      }
      take(slot[i], bytes, from, size, slots);
      from += size;
    }
    return from;
  }

  @Override
  public boolean fits(MemorySegment bytes, long from, long end) {
    long at = from;
    while (end - at >= leastLength) {
      at = skip(bytes, at, end);
      if (at == TOO_SHORT) {
        return false;
      }
    }
    return MessageCheck.isZero(bytes, at, end);
  }

  private long skip(MemorySegment bytes, long at, long end) {
    long from = at;
    for (int size : length) {
      if (size == TemplateField.VARIABLE) {
        long begin = valueAt(bytes, from, end);
        if (begin == TOO_SHORT) {
          return TOO_SHORT;
        }
        from = begin + prefixed(bytes, from, begin);
      } else {
        from += size;
      }
      if (from > end) {
        return TOO_SHORT;
      }
    }
    return from;
  }

  /** Where the value begins whose length lies at {@code from}. */
  private static long valueAt(MemorySegment bytes, long from, long end) {
    int prefix = prefixLength(bytes, from, end);
    return end - from < prefix ? TOO_SHORT : from + prefix;
  }

  private static int prefixed(MemorySegment bytes, long from, long begin) {
    return begin - from == 1 ? BigEndian.uint8(bytes, from) : BigEndian.uint16(bytes, from + 1);
  }

  /** One byte, or three when the first is 255. */
  private static int prefixLength(MemorySegment bytes, long from, long end) {
    return from < end && BigEndian.uint8(bytes, from) == LONG_LENGTH ? 3 : 1;
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
      slots[index] = BigEndian.int64(bytes, from);
      slots[index + 1] = BigEndian.int64(bytes, from + 8);
    } else {
      slots[index] = Values.read(to.kind, bytes, from, size);
    }
  }

  @Override
  public int leastLength() {
    return leastLength;
  }
}
