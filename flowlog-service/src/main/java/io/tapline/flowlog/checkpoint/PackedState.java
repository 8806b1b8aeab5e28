package io.tapline.flowlog.checkpoint;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.Unpooled;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.Pieces.Piece;
import io.tapline.rpc.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

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

  private static final int BLOCK_BYTES = 1 << 17;

  private PackedState() {}

  /** A block at a time, so that it takes little memory beside what comes out. */
  @SuppressWarnings("deprecation") // only the deprecated way wraps bytes instead of copying them
  static Buffer pack(Pieces state) {
    ByteBuffer in = ByteBuffer.allocateDirect(BLOCK_BYTES);
    ByteBuffer out = ByteBuffer.allocateDirect(BLOCK_BYTES);
    List<byte[]> packed = new ArrayList<>();
    try (ZstdCompressCtx compressor = new ZstdCompressCtx()) {
      compressor.setLevel(LEVEL).setContentSize(true).setPledgedSrcSize(state.length());
      for (Piece piece : state.all()) {
        for (int at = 0; at < piece.length(); at += BLOCK_BYTES) {
          int count = Math.min(BLOCK_BYTES, piece.length() - at);
          in.clear().put(piece.bytes(), at, count).flip();
          compress(compressor, in, out, EndDirective.CONTINUE, packed);
        }
      }
      in.clear().flip();
      compress(compressor, in, out, EndDirective.END, packed);
    }
    return Buffer.buffer(Unpooled.wrappedBuffer(packed.toArray(byte[][]::new)));
  }

  private static void compress(
      ZstdCompressCtx compressor,
      ByteBuffer in,
      ByteBuffer out,
      EndDirective end,
      List<byte[]> packed) {
    boolean done = false;
    while (!done) {
      done = compressor.compressDirectByteBufferStream(out, in, end) && !in.hasRemaining();
      byte[] block = new byte[out.flip().remaining()];
      out.get(block).clear();
      packed.add(block);
    }
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
