package io.tapline.wire.compress;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What one compression holds. Ends early, never with an exception, where it is damaged. */
abstract class Layer extends InputStream {
  private final Compression compression;
  final BufferedInput input;
  private @Nullable DecompressionEnding ending;

  Layer(Compression compression, BufferedInput input) {
    this.compression = compression;
    this.input = input;
  }

  /** At least one byte, or -1 at the end; {@code length} is positive. */
  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  final void complete() {
    ending = DecompressionEnding.complete(input.position());
  }

  /** All bytes that there are were looked at, and one more is needed. */
  final void truncated() {
    ending = DecompressionEnding.truncated(compression, input.read());
  }

  final void corrupt(String what) {
    ending = DecompressionEnding.corrupt(compression, input.position(), what);
  }

  final boolean hasEnded() {
    return ending != null;
  }

  final @Nullable DecompressionEnding ending() {
    return ending;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
