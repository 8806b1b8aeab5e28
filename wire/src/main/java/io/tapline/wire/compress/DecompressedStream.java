package io.tapline.wire.compress;

import io.tapline.wire.compress.DecompressionException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, decompressed when the file is compressed, as they are when it is not.
 *
 * <p>Where a compressed file is torn or corrupt, reading ends as at its end, after everything that
 * came before; so ask {@link #ending} when {@link #read} has given -1. A file over the {@link
 * DecompressionLimits} is a {@link DecompressionException}. Other exceptions are those of the
 * stream below. For one thread.
 */
public final class DecompressedStream extends InputStream {
  /** Compressions around each other at most. */
  public static final int MAXIMUM_DEPTH = 2;

  /** Memory that a zstd frame may ask for, that of {@code zstd --long}. */
  public static final long MAXIMUM_WINDOW_BYTES = 128L << 20;

  private final List<Compression> compressions = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final BufferedInput file;
  private BufferedInput top;
  private @Nullable DecompressionEnding ending;

  private DecompressedStream(InputStream in) {
    file = new BufferedInput(in);
    top = file;
  }

  /**
   * Looks at the first bytes and takes them for what they are. Closing the stream closes {@code
   * in}.
   *
   * @throws DecompressionException if the file is compressed more than {@link #MAXIMUM_DEPTH} times
   * @throws IOException if reading fails; {@code in} is closed then, too
   */
  public static DecompressedStream open(InputStream in, DecompressionLimits limits)
      throws IOException {
    DecompressedStream stream = new DecompressedStream(in);
    try {
      stream.peel(limits);
      return stream;
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  private void peel(DecompressionLimits limits) throws IOException {
    for (Compression found = compression(); found != null; found = compression()) {
      if (layers.size() == MAXIMUM_DEPTH) {
        throw new DecompressionException(
            Reason.TOO_DEEP, "The file is compressed more than %d times.".formatted(MAXIMUM_DEPTH));
      }
      Layer layer = found.layer(top);
      compressions.add(found);
      layers.add(layer);
      top = new BufferedInput(new LimitedLayer(layer, file, limits));
    }
  }

  private @Nullable Compression compression() throws IOException {
    if (!top.has(Compression.HEAD_BYTES)) {
      return null;
    }
    return Compression.of(top.head(Compression.HEAD_BYTES), Compression.HEAD_BYTES);
  }

  /** What was around the bytes, outermost first; empty = nothing. */
  public List<Compression> compressions() {
    return List.copyOf(compressions);
  }

  /** How the file ended; null while {@link #read} has not given -1. */
  public @Nullable DecompressionEnding ending() {
    return ending;
  }

  /** Bytes handed out so far. */
  public long position() {
    return top.position();
  }

  /** Bytes read of the file itself so far: how far along it is. */
  public long fileBytes() {
    return file.read();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    int read = top.read(into, offset, length);
    if (read < 0) {
      ending = firstFault();
    }
    return read;
  }

  /** The outermost fault is the cause of those within. */
  private DecompressionEnding firstFault() {
    for (Layer layer : layers) {
      DecompressionEnding end = layer.ending();
      if (end != null && end.kind() != DecompressionEnding.Kind.COMPLETE) {
        return end;
      }
    }
    return DecompressionEnding.complete(file.position());
  }

  @Override
  public void close() throws IOException {
    top.close();
  }
}
