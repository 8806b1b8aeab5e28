package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.compress.Compression;
import io.tapline.wire.fileid.FileIdentity;
import io.tapline.wire.fileid.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Looks at files that lie on the server. */
final class ServerFiles {
  private ServerFiles() {}

  /** What is known of a file in place before it is read: not its hash. */
  static Content content(Path file) {
    try {
      FileIdentity identity = FileIdentity.of(file);
      Origin origin = Origin.inPlace(ContentHash.head(file), Fingerprint.of(file), identity);
      return new Content("", identity.sizeBytes(), "", "", origin);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** The fingerprint of a file as it lies there. */
  static String fingerprint(Path file) {
    try {
      return Fingerprint.of(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
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

  static Refusal unreadable(String name, IOException cause) {
    return new Refusal(
        Reason.FILE_NOT_FOUND, name + " cannot be read: " + cause.getMessage(), cause);
  }
}
