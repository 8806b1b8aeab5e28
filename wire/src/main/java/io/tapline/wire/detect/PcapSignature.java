package io.tapline.wire.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The magic numbers of pcap: micro- and nanoseconds, modified, and those of two vendors. */
final class PcapSignature implements Signature {
  private static final Set<Integer> MAGICS =
      Set.of(0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34, 0x1C0001AC, 0x1C0001AB);

  @Override
  public FileFormat format() {
    return FileFormat.PCAP;
  }

  @Override
  public @Nullable String mismatch(Window window) {
    if (window.length() < Integer.BYTES || !isMagic(window.int32(0))) {
      return window.start() + ", expected a1 b2 c3 d4, a1 b2 3c 4d or a variant in either order";
    }
    return CaptureHead.mismatch(window);
  }

  private static boolean isMagic(int magic) {
    return MAGICS.contains(magic) || MAGICS.contains(Integer.reverseBytes(magic));
  }
}
