package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.wire.capture.CaptureEnding;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** Looks at files that somebody wants imported. */
final class CaptureFiles {
  private static final int HASH_BYTES = 1 << 20;

  private CaptureFiles() {}

  /**
   * The file's format in lower case.
   *
   * @throws CaptureException EMPTY_FILE, UNKNOWN_FORMAT, CORRUPT_FILE with what was found
   */
  static String format(Path file, String name) {
    try (CaptureFile capture = CaptureFile.open(file)) {
      checkBeginning(capture.reader(), name);
      return capture.format().name().toLowerCase(Locale.ROOT);
    } catch (CaptureFormatException e) {
      throw new CaptureException(reason(e), name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  static long sizeBytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** SHA-256 of the content in lower-case hexadecimal. */
  static String sha256(Path file) {
    MessageDigest digest = Upload.sha256();
    byte[] buffer = new byte[HASH_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static CaptureException unreadable(String name, IOException cause) {
    return new CaptureException(
        Reason.FILE_NOT_FOUND, name + " cannot be read: " + cause.getMessage(), cause);
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
