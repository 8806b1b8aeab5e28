package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.ipfix.Slot.Kind;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All fields have their length in the template: places are counted from the record's first byte,
 * fields that are not understood take no time, and the numbers come first.
 */
final class FixedLayout implements Layout {
  private final short[] slot;
  private final int[] place;
  private final int[] length;
  private final Slot[] others;
  private final int[] otherPlace;
  private final int[] otherLength;
  private final int recordLength;
  private int numbers;
  private int rest;

  FixedLayout(List<TemplateField> fields) {
    int most = 2 * fields.size();
    slot = new short[most];
    place = new int[most];
    length = new int[most];
    others = new Slot[most];
    otherPlace = new int[most];
    otherLength = new int[most];
    int at = 0;
    for (TemplateField field : fields) {
      add(Elements.slot(field), at, field.length());
      at += field.length();
    }
    recordLength = at;
  }

  private void add(@Nullable Slot known, int at, int size) {
    if (known == null) {
      return;
    }
    switch (known.kind) {
      case NUMBER, IPV4, NTP, SECOND_HALF -> number(known.index, at, size);
      case IPV6 -> {
        number(known.index, at, 8);
        number(known.index + 1, at + 8, 8);
      }
      case SIGNED, FLOAT, TEXT -> other(known, at, size);
    }
  }

  private void number(int to, int at, int size) {
    slot[numbers] = (short) to;
    place[numbers] = at;
    length[numbers++] = size;
  }

  private void other(Slot to, int at, int size) {
    others[rest] = to;
    otherPlace[rest] = at;
    otherLength[rest++] = size;
  }

  @Override
  public long read(MemorySegment bytes, long at, long end, long[] slots) {
    if (end - at < recordLength) {
      return TOO_SHORT;
    }
    for (int i = 0; i < numbers; i++) {
      slots[slot[i]] = BigEndian.number(bytes, at + place[i], length[i]);
    }
    for (int i = 0; i < rest; i++) {
      Kind kind = others[i].kind;
      slots[others[i].index] = Values.read(kind, bytes, at + otherPlace[i], otherLength[i]);
    }
    return at + recordLength;
  }

  @Override
  public boolean fits(MemorySegment bytes, long from, long end) {
    long padding = recordLength == 0 ? end - from : (end - from) % recordLength;
    return MessageCheck.isZero(bytes, end - padding, end);
  }

  @Override
  public int leastLength() {
    return recordLength;
  }
}
