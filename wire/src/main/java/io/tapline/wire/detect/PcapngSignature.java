package io.tapline.wire.detect;

import org.jspecify.annotations.Nullable;

/** A section header: the same four bytes in either byte order. */
final class PcapngSignature implements Signature {
  private static final int SECTION_HEADER = 0x0A0D0D0A;

  @Override
  public FileFormat format() {
    return FileFormat.PCAPNG;
  }

  @Override
  public @Nullable String mismatch(Window window) {
    if (window.length() < Integer.BYTES || window.int32(0) != SECTION_HEADER) {
      return window.start() + ", expected 0a 0d 0d 0a";
    }
    return CaptureHead.mismatch(window);
  }
}
