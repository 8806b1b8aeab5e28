package io.tapline.wire.detect;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What the capture reader says about the header of a file that begins like a capture. */
final class CaptureHead {
  private CaptureHead() {}

  static @Nullable String mismatch(Window window) {
    MemorySegment head = MemorySegment.ofArray(window.bytes()).asSlice(0, window.length());
    try (CaptureFile file = CaptureFile.of(head)) {
      return file.size() == window.length() ? null : "the header is not whole";
    } catch (CaptureFormatException e) {
      return withoutStop(e.getMessage());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String withoutStop(@Nullable String sentence) {
    String text = String.valueOf(sentence);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
