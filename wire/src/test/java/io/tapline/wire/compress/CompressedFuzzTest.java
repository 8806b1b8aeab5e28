package io.tapline.wire.compress;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever a compressed file holds: an ending or a refusal. */
class CompressedFuzzTest {
  private static final DecompressionLimits LIMITS = new DecompressionLimits(16 << 20, 100, 1 << 20);

  @FuzzTest
  void any_file_is_decompressed_or_refused(byte[] bytes) throws IOException {
    try {
      DecompressionEnding ending = Compressed.read(bytes, LIMITS).ending();
      if (ending.kind() == DecompressionEnding.Kind.COMPLETE
          && ending.compressedOffset() != bytes.length) {
        throw new AssertionError("complete before its end: " + ending);
      }
    } catch (DecompressionException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("refused without a sentence", e);
      }
    }
  }
}
