package io.tapline.wire.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses arrays, and reads them back with how reading ended. */
public final class Compressed {
  private Compressed() {}

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] zstd(byte[] bytes) {
    return Zstd.compress(bytes);
  }

  static byte[] zstdWithChecksum(byte[] bytes) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setChecksum(true).compress(bytes);
    }
  }

  static byte[] of(Compression compression, byte[] bytes) {
    return switch (compression) {
      case GZIP -> gzip(bytes);
      case ZSTD -> zstdWithChecksum(bytes);
    };
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** What a stream gave, and its ending. */
  record Read(byte[] bytes, DecompressionEnding ending) {}

  static Read read(byte[] file) throws IOException {
    return read(file, DecompressionLimits.DEFAULTS);
  }

  static Read read(byte[] file, DecompressionLimits limits) throws IOException {
    try (DecompressedStream stream =
        DecompressedStream.open(new ByteArrayInputStream(file), limits)) {
      byte[] bytes = stream.readAllBytes();
      DecompressionEnding ending = stream.ending();
      if (ending == null || stream.position() != bytes.length) {
        throw new IllegalStateException("no ending, or another position");
      }
      return new Read(bytes, ending);
    }
  }
}
