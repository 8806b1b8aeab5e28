package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts of fields. Names come again and again, so the last ones are kept: a name that is known
 * costs a comparison and no memory. At most {@value #PLACES} are kept.
 */
final class Texts {
  /** Longer texts are cut. */
  static final int MAXIMUM_BYTES = 255;

  private static final int PLACES = 1024;

  private final @Nullable Known[] known = new Known[PLACES];

  private record Known(byte[] bytes, String text) {}

  /** The text in a slot, lower case, UTF-8, up to the first zero byte. */
  String lowerCase(MemorySegment bytes, long slot) {
    long at = Values.place(slot);
    int length = withoutPadding(bytes, at, Math.min(Values.length(slot), MAXIMUM_BYTES));
    if (length == 0) {
      return "";
    }
    int place = hash(bytes, at, length) & PLACES - 1;
    Known there = known[place];
    if (there == null || !same(there.bytes, bytes, at, length)) {
      there = read(bytes, at, length);
      known[place] = there;
    }
    return there.text;
  }

  private static int withoutPadding(MemorySegment bytes, long at, int length) {
    int end = 0;
    while (end < length && BigEndian.uint8(bytes, at + end) != 0) {
      end++;
    }
    return end;
  }

  private static int hash(MemorySegment bytes, long at, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + BigEndian.uint8(bytes, at + i);
    }
    return hash ^ hash >>> 16;
  }

  private static boolean same(byte[] text, MemorySegment bytes, long at, int length) {
    if (text.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[i] != bytes.get(ValueLayout.JAVA_BYTE, at + i)) {
        return false;
      }
    }
    return true;
  }

  private static Known read(MemorySegment bytes, long at, int length) {
    byte[] copy = new byte[length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, copy, 0, length);
    String text = new String(copy, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    return new Known(Arrays.copyOf(copy, length), text);
  }
}
