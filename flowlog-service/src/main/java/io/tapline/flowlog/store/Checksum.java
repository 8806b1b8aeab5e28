package io.tapline.flowlog.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as the registry has it: lower-case hexadecimal. */
final class Checksum {
  private static final int BLOCK_BYTES = 1 << 18;

  private Checksum() {}

  static String of(byte[] content) {
    return text(sha256().digest(content));
  }

  static String of(Path file, StillWanted wanted) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream content = Files.newInputStream(file)) {
      for (int read = content.read(block); read >= 0; read = content.read(block)) {
        wanted.check();
        digest.update(block, 0, read);
      }
    }
    return text(digest.digest());
  }

  /** Whether the file is what was registered, to the byte. */
  static boolean matches(SegmentRef segment, Path file, StillWanted wanted) {
    try {
      return Files.size(file) == segment.sizeBytes() && of(file, wanted).equals(segment.sha256());
    } catch (IOException e) {
      return false;
    }
  }

  static String text(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
