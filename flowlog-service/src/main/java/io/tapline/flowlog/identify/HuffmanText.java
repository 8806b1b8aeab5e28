package io.tapline.flowlog.identify;

/**
 * Text in the Huffman code of HTTP/2 (RFC 7541, appendix B). The code is canonical: codes of equal
 * length follow each other in the order of their letters. Known here are those of up to eight bits,
 * which are all letters of host names; text with others is empty.
 */
final class HuffmanText {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 8;
  private static final int MAX_LENGTH = 512;

  /** Letters by the length of their codes, from {@link #SHORTEST} on. */
  private static final String[] LETTERS = {
    "012aceiost", " %-./3456789=A_bdfghlmnpru", ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz", "&*,;XZ",
  };

  private HuffmanText() {}

  /** The text of some bytes, which must be there. */
  static Payload decode(Payload bytes, int from, int length) {
    Payload text = new Payload(MAX_LENGTH);
    int bits = length * Byte.SIZE;
    int at = 0;
    while (at + SHORTEST <= bits) {
      int codeLength = codeLength(bytes, from, at, bits, text);
      if (codeLength == 0) {
        if (bits - at >= Byte.SIZE) {
          text.clear();
        }
        return text;
      }
      at += codeLength;
    }
    return text;
  }

  /** Adds the letter whose code begins at a bit; the code's length, 0 where it is none. */
  private static int codeLength(Payload bytes, int from, int at, int bits, Payload text) {
    int first = 0;
    int code = bits(bytes, from, at, SHORTEST);
    for (int length = SHORTEST; length <= LONGEST && at + length <= bits; length++) {
      String letters = LETTERS[length - SHORTEST];
      int index = code - first;
      if (index < letters.length()) {
        text.append(new byte[] {(byte) letters.charAt(index)}, 0, 1);
        return length;
      }
      first = (first + letters.length()) << 1;
      code = bits(bytes, from, at, length + 1);
    }
    return 0;
  }

  private static int bits(Payload bytes, int from, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      int octet = Math.max(0, bytes.u8(from + (i >> 3)));
      value = value << 1 | ((octet >> (7 - (i & 7))) & 1);
    }
    return value;
  }
}
