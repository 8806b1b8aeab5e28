package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.wire.compress.Compression;
import io.tapline.wire.fileid.FileIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Looks at files that lie on the server. */
final class ServerFiles {
  private static final int HASH_BYTES = 1 << 20;

  private ServerFiles() {}

  static Content content(Path file) {
    MessageDigest digest = Upload.sha256();
    byte[] buffer = new byte[HASH_BYTES];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        size += read;
      }
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), size, "", "");
  }

  /** When the file was changed, nanoseconds since the epoch. */
  static long modifyNanos(Path file) {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static FileIdentity identity(Path file) {
    try {
      return FileIdentity.of(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** Whether the file must be decompressed before it can be read at any place. */
  static boolean compressed(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Compression.HEAD_BYTES);
      return Compression.of(head, head.length) != null;
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static CaptureException unreadable(String name, IOException cause) {
    return new CaptureException(
        Reason.FILE_NOT_FOUND, name + " cannot be read: " + cause.getMessage(), cause);
  }
}
