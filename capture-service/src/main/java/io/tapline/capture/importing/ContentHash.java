package io.tapline.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over files and their beginnings. */
final class ContentHash {
  /** Bytes that {@link #head} looks at: as many packets as have times of their own. */
  static final int HEAD_BYTES = 4 << 10;

  private static final int BUFFER_BYTES = 1 << 20;

  private ContentHash() {}

  /** Of the whole file, lower-case hexadecimal. */
  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return hex(digest);
  }

  /** Of the first {@link #HEAD_BYTES}, or of all when there are fewer. */
  static String head(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      digest.update(in.readNBytes(HEAD_BYTES));
    }
    return hex(digest);
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
