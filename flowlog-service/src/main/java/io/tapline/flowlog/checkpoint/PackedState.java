package io.tapline.flowlog.checkpoint;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The state of open connections as it is stored: a frame of Zstandard (RFC 8878). Every checkpoint
 * writes one, and the write-ahead log and the vacuum after it repeat its bytes. What earlier
 * versions stored is not compressed.
 */
final class PackedState {
  private static final int MAGIC = 0xFD2FB528;

  /** The fastest that still finds repeated addresses. */
  private static final int LEVEL = 1;

  /** Of a state; a segment of open connections has some ten megabytes. */
  private static final long MAX_BYTES = 1L << 30;

  private PackedState() {}

  static byte[] pack(byte[] state) {
    return Zstd.compress(state, LEVEL);
  }

  /**
   * @throws Refusal STATE_CORRUPT
   */
  static byte[] unpack(byte[] stored) {
    if (!isFrame(stored)) {
      return stored;
    }
    long size = Zstd.getFrameContentSize(stored);
    if (size <= 0 || size > MAX_BYTES) {
      throw corrupt("its size is " + size);
    }
    try {
      return Zstd.decompress(stored, (int) size);
    } catch (ZstdException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isFrame(byte[] stored) {
    return stored.length >= Integer.BYTES
        && ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
  }

  private static Refusal corrupt(String why) {
    return new Refusal(
        Reason.STATE_CORRUPT, "The saved open connections cannot be decompressed: " + why + ".");
  }
}
