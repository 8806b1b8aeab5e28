package io.tapline.wire.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever a capture file holds: an ending or a refusal. How to run it longer: wire/README.md. */
class CaptureFuzzTest {

  @FuzzTest
  void any_file_is_read_or_refused(byte[] bytes) throws IOException {
    try {
      Frames.read(bytes);
    } catch (CaptureFormatException e) {
      if (e.fileOffset() > bytes.length) {
        throw new AssertionError("an offset behind the end", e);
      }
    }
  }
}
