package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out what a file is, and whether it is what the client says. */
final class FileFormats {
  private FileFormats() {}

  /**
   * The format of a file, or of its beginning.
   *
   * @throws CaptureException EMPTY_FILE, UNKNOWN_FORMAT, CORRUPT_FILE with what was found
   */
  static FileFormat of(Path file, ImportRequest request) {
    Encoding.Kind as = request.reading().as();
    return new FileFormat(
        capture(file, request.fileName()), as == null ? Encoding.Kind.PACKETS : as);
  }

  private static String capture(Path file, String name) {
    try (CaptureFile capture = CaptureFile.open(file)) {
      checkBeginning(capture.reader(), name);
      return capture.format().name().toLowerCase(Locale.ROOT);
    } catch (CaptureFormatException e) {
      throw new CaptureException(reason(e), name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw ServerFiles.unreadable(name, e);
    }
  }

  /** A file whose very first record is corrupt holds nothing to import. */
  private static void checkBeginning(CaptureReader reader, String name) {
    boolean frames = reader.next();
    CaptureEnding ending = reader.ending();
    if (!frames && ending != null && ending.kind() == CaptureEnding.Kind.CORRUPT) {
      throw new CaptureException(Reason.CORRUPT_FILE, name + ": " + ending.message());
    }
  }

  private static Reason reason(CaptureFormatException e) {
    return switch (e.reason()) {
      case EMPTY_FILE -> Reason.EMPTY_FILE;
      case UNKNOWN_FORMAT -> Reason.UNKNOWN_FORMAT;
      case TRUNCATED_HEADER, UNSUPPORTED_VERSION, CORRUPT -> Reason.CORRUPT_FILE;
    };
  }
}
