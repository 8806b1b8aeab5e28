package io.tapline.wire.flowtools;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers and texts in the byte order of a stream. The caller has checked the bounds. */
final class FileBytes {
  private final ByteBuffer bytes;

  FileBytes(byte[] bytes, ByteOrder order) {
    this.bytes = ByteBuffer.wrap(bytes).order(order);
  }

  int unsignedByte(int at) {
    return bytes.get(at) & 0xFF;
  }

  int unsignedShort(int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  long unsignedInt(int at) {
    return bytes.getInt(at) & 0xFFFF_FFFFL;
  }

  /** A field of the record at {@code start}; the layout has it. */
  long field(RecordLayout layout, FlowField field, int start) {
    int at = start + layout.offset(field);
    return switch (field.size()) {
      case 1 -> unsignedByte(at);
      case 2 -> unsignedShort(at);
      default -> unsignedInt(at);
    };
  }

  /** A text in Latin-1 that ends with the first zero, or with its field. */
  String text(int at, int length) {
    int end = at;
    while (end < at + length && bytes.get(end) != 0) {
      end++;
    }
    return new String(bytes.array(), at, end - at, StandardCharsets.ISO_8859_1);
  }
}
