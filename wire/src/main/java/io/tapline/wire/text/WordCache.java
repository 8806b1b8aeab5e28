package io.tapline.wire.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of lines as strings, made once while the same word comes again and again (names of chains,
 * interfaces, services). A direct-mapped cache of {@value #SLOTS} words: a word that meets another
 * one's slot takes it. Longer words than {@value #LONGEST} bytes are made anew each time. For one
 * thread.
 */
public final class WordCache {
  private static final int SLOTS = 1024;
  private static final int LONGEST = 128;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] @Nullable [] keys = new byte[SLOTS][];
  private final String[] words = new String[SLOTS];

  /** The text of [from, to): UTF-8, or Latin-1 where it is not. */
  public String word(byte[] bytes, int from, int to) {
    if (to <= from) {
      return "";
    }
    if (to - from > LONGEST) {
      return decode(bytes, from, to);
    }
    int slot = hash(bytes, from, to) & SLOTS - 1;
    byte[] key = keys[slot];
    if (key == null || !Arrays.equals(key, 0, key.length, bytes, from, to)) {
      keys[slot] = Arrays.copyOfRange(bytes, from, to);
      words[slot] = decode(bytes, from, to);
    }
    return words[slot];
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 10 ^ hash >>> 20;
  }

  /** The text of [from, to), never cached. */
  public static String decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
