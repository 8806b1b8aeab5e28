package io.tapline.wire.detect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.detect.Detection.Known;
import io.tapline.wire.detect.Detection.Unknown;

/** Whatever a file begins with: a format, or a sentence why there is none. */
class DetectorFuzzTest {

  @FuzzTest
  void any_bytes_have_an_answer(byte[] bytes) {
    check(FormatDetector.detect(bytes, true));
    check(FormatDetector.detect(bytes, false));
  }

  private static void check(Detection detection) {
    switch (detection) {
      case Known known -> known.format().label();
      case Unknown unknown -> {
        if (unknown.message().isBlank()) {
          throw new AssertionError("nothing said");
        }
      }
    }
  }
}
