package io.tapline.capture.spool;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureFormatException;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One file of a spool: frames [first, end), of which readers may see those below {@code end}.
 * Guarded by the spool's lock.
 */
final class SpoolFile {
  private static final String SUFFIX = ".pcapng";

  private final Path path;
  private final long first;
  private long end;
  private long bytes;

  SpoolFile(Path directory, long first) {
    this.path = directory.resolve(String.format(Locale.ROOT, "%019d%s", first, SUFFIX));
    this.first = first;
    this.end = first;
  }

  static boolean isSpoolFile(Path file) {
    return file.getFileName().toString().matches("\\d{19}\\" + SUFFIX);
  }

  static long firstOf(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  /**
   * Counts the whole frames of a file that an earlier run left; a torn tail is not among them.
   *
   * @return time of the last frame; 0 when there is none
   */
  long recover() throws IOException {
    try (CaptureFile capture = CaptureFile.open(path)) {
      CaptureReader reader = capture.strictReader();
      long lastNanos = 0;
      while (reader.next()) {
        lastNanos = reader.timeNanos();
      }
      flushed(first + reader.position() + 1, Files.size(path));
      return lastNanos;
    } catch (CaptureFormatException e) {
      return 0;
    }
  }

  Path path() {
    return path;
  }

  long first() {
    return first;
  }

  long end() {
    return end;
  }

  long bytes() {
    return bytes;
  }

  /** So much of the file is written. */
  void flushed(long newEnd, long newBytes) {
    end = newEnd;
    bytes = newBytes;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
