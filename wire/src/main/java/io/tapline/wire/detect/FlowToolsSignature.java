package io.tapline.wire.detect;

import org.jspecify.annotations.Nullable;

/** Magic cf 10, byte order 1 or 2, format of the stream 1 or 3. */
final class FlowToolsSignature implements Signature {
  private static final int MAGIC = 0xCF10;

  @Override
  public FileFormat format() {
    return FileFormat.FLOW_TOOLS;
  }

  @Override
  public @Nullable String mismatch(Window window) {
    if (window.length() < Integer.BYTES || window.unsignedShort(0) != MAGIC) {
      return window.start() + ", expected cf 10";
    }
    int order = window.unsignedByte(2);
    int version = window.unsignedByte(3);
    if (order != 1 && order != 2) {
      return "byte order is %d, expected 1 or 2".formatted(order);
    }
    return version == 1 || version == 3
        ? null
        : "stream format is %d, expected 1 or 3".formatted(version);
  }
}
