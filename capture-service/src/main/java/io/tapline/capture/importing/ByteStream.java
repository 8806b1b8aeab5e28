package io.tapline.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chunks that come one after the other as one stream of bytes. */
final class ByteStream extends InputStream {

  /** Where chunks come from. */
  interface Chunks {
    /** The next chunk; null at the end. */
    @Nullable InputStream next() throws IOException;
  }

  private final Chunks chunks;
  private @Nullable InputStream current = InputStream.nullInputStream();

  ByteStream(Chunks chunks) {
    this.chunks = chunks;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    while (current != null && length > 0) {
      int count = current.read(bytes, offset, length);
      if (count > 0) {
        return count;
      }
      current = chunks.next();
    }
    return length == 0 ? 0 : -1;
  }

  @Override
  public int available() throws IOException {
    return current == null ? 0 : current.available();
  }
}
