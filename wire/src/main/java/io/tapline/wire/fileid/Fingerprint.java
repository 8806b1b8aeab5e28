package io.tapline.wire.fileid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A cheap sign of a file's content: SHA-256 over its size and at most {@value #BLOCKS} blocks of 64
 * KiB, the first, the last, and others at even distances. Files with different fingerprints are
 * different; files with equal ones are the same only if their whole hashes are, since two files may
 * differ between the blocks.
 */
public final class Fingerprint {
  private static final int BLOCKS = 64;
  private static final int BLOCK_BYTES = 64 << 10;

  private Fingerprint() {}

  /** The fingerprint of a file as it is now, lower-case hexadecimal. */
  public static String of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return of(channel, channel.size());
    }
  }

  /** The fingerprint of the first bytes of a file. */
  public static String of(FileChannel channel, long size) throws IOException {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    long step = size - BLOCK_BYTES;
    boolean sampled = size > (long) BLOCKS * BLOCK_BYTES;
    int blocks = sampled ? BLOCKS : (int) ((size + BLOCK_BYTES - 1) / BLOCK_BYTES);
    for (int i = 0; i < blocks; i++) {
      long at = sampled ? i * step / (BLOCKS - 1) : (long) i * BLOCK_BYTES;
      read(channel, at, Math.min(BLOCK_BYTES, size - at), block);
      digest.update(block);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void read(FileChannel channel, long at, long length, ByteBuffer block)
      throws IOException {
    block.clear().limit((int) length);
    while (block.hasRemaining()) {
      if (channel.read(block, at + block.position()) < 0) {
        throw new IOException("The file became shorter while it was read.");
      }
    }
    block.flip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
