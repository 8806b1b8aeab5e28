package io.tapline.wire.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The beginning of a file, as bytes and as lines. */
final class Window {
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private final byte[] bytes;
  private final MemorySegment segment;
  private final int length;
  private final boolean whole;
  private final List<String> lines;

  /** {@code whole} = the file has no more than these bytes. */
  Window(byte[] bytes, int length, boolean whole) {
    this.bytes = bytes;
    this.segment = MemorySegment.ofArray(bytes).asSlice(0, length);
    this.length = length;
    this.whole = whole;
    this.lines = TextBytes.isText(bytes, length) ? split() : List.of();
  }

  /** Bytes but NUL as characters, each its own; the last line only when its end is there. */
  private List<String> split() {
    String text = new String(bytes, 0, length, ISO_8859_1).replace("\0", "");
    String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(3) : text;
    int end = whole ? marked.length() : marked.lastIndexOf('\n') + 1;
    return marked.substring(0, end).lines().filter(line -> !line.isEmpty()).toList();
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The bytes of the window, to be read as numbers. */
  MemorySegment segment() {
    return segment;
  }

  /** Whether the file has no more bytes than the window. */
  boolean isWhole() {
    return whole;
  }

  /** All complete lines, without their ends; none when the file is binary. */
  List<String> lines() {
    return lines;
  }

  int unsignedByte(int at) {
    return BigEndian.uint8(segment, at);
  }

  /** In network order. */
  int unsignedShort(int at) {
    return BigEndian.uint16(segment, at);
  }

  /** In network order; the caller has checked that four bytes are there. */
  int int32(int at) {
    return BigEndian.int32(segment, at);
  }

  /** "starts with 7b 22 0a 09", for reasons. */
  String start() {
    StringBuilder start = new StringBuilder("starts with");
    for (int i = 0; i < Math.min(length, 4); i++) {
      start.append(" %02x".formatted(unsignedByte(i)));
    }
    return start.toString();
  }
}
