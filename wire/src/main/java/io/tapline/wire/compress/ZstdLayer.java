package io.tapline.wire.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tapline.wire.compress.DecompressionException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The frames of a zstd file, one after the other. Blocks go to the decoder one by one, so that a
 * fault costs nothing of what came before its block, and its place is known.
 */
final class ZstdLayer extends Layer {
  private static final int BLOCK_TYPE_RUN = 1;
  private static final int BLOCK_TYPE_RESERVED = 3;

  private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();
  private final ByteBuffer in = ByteBuffer.allocateDirect(BufferedInput.BUFFER_BYTES);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BufferedInput.BUFFER_BYTES).limit(0);
  private boolean inFrame;
  private boolean checksum;
  private boolean lastBlock;

  ZstdLayer(BufferedInput input) {
    super(Compression.ZSTD, input);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!out.hasRemaining()) {
      if (hasEnded()) {
        return -1;
      }
      step();
    }
    int count = Math.min(length, out.remaining());
    out.get(into, offset, count);
    return count;
  }

  private void step() throws IOException {
    if (!inFrame) {
      beginFrame();
    } else if (!lastBlock) {
      block();
    } else {
      endFrame();
    }
  }

  private void beginFrame() throws IOException {
    if (!input.has(1)) {
      complete();
    } else if (!input.has(ZstdFrame.MAGIC_BYTES + 1)) {
      truncated();
    } else {
      frame(Magic.of(input.array(), input.at()));
    }
  }

  private void frame(int magic) throws IOException {
    if (ZstdFrame.isSkippable(magic)) {
      skipFrame();
    } else if (!ZstdFrame.isFrame(magic)) {
      corrupt("no zstd frame begins here");
    } else if (!input.has(ZstdFrame.headerBytes(input))) {
      truncated();
    } else {
      header(ZstdFrame.headerBytes(input));
    }
  }

  private void skipFrame() throws IOException {
    if (!input.has(ZstdFrame.SKIPPABLE_HEADER_BYTES)) {
      truncated();
      return;
    }
    long size =
        Magic.littleEndian(input.array(), input.at() + ZstdFrame.MAGIC_BYTES) & 0xFFFF_FFFFL;
    if (!input.skip(ZstdFrame.SKIPPABLE_HEADER_BYTES + size)) {
      truncated();
    }
  }

  private void header(int length) throws IOException {
    if (Long.compareUnsigned(ZstdFrame.windowBytes(input), DecompressedStream.MAXIMUM_WINDOW_BYTES)
        > 0) {
      throw new DecompressionException(
          Reason.TOO_LARGE_WINDOW,
          "The zstd frame at byte %d needs a window of more than %d bytes."
              .formatted(input.position(), DecompressedStream.MAXIMUM_WINDOW_BYTES));
    }
    checksum = ZstdFrame.hasChecksum(input);
    inFrame = true;
    lastBlock = false;
    decoder.reset();
    decode(length);
  }

  private void block() throws IOException {
    if (!input.has(ZstdFrame.BLOCK_HEADER_BYTES)) {
      truncated();
      return;
    }
    int header = Magic.littleEndian(input.array(), input.at(), ZstdFrame.BLOCK_HEADER_BYTES);
    int type = header >> 1 & 3;
    int size = header >> 3;
    int length = ZstdFrame.BLOCK_HEADER_BYTES + (type == BLOCK_TYPE_RUN ? 1 : size);
    if (type == BLOCK_TYPE_RESERVED || size > ZstdFrame.MAXIMUM_BLOCK_BYTES) {
      corrupt("a block of type %d and %d bytes".formatted(type, size));
    } else if (!input.has(length)) {
      truncated();
    } else {
      lastBlock = (header & 1) != 0;
      decode(length);
    }
  }

  private void endFrame() throws IOException {
    int length = checksum ? ZstdFrame.CHECKSUM_BYTES : 0;
    if (!input.has(length)) {
      truncated();
      return;
    }
    decode(length);
    inFrame = false;
  }

  /** Gives bytes of the buffer to the decoder; what it makes of them is then in {@link #out}. */
  private void decode(int length) {
    in.clear().put(input.array(), input.at(), length).flip();
    out.clear();
    try {
      while (in.hasRemaining()) {
        int before = in.remaining() + out.remaining();
        decoder.decompressDirectByteBufferStream(out, in);
        if (in.remaining() + out.remaining() == before) {
          throw new ZstdException(0, "the decoder stands still");
        }
      }
      input.take(length);
    } catch (ZstdException e) {
      corrupt(String.valueOf(e.getMessage()));
    }
    out.flip();
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    super.close();
  }
}
