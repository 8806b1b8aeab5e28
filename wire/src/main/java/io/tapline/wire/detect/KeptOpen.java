package io.tapline.wire.detect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is not ours to close. */
final class KeptOpen extends FilterInputStream {
  KeptOpen(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return in.read(into, offset, length);
  }

  @Override
  public void close() {}
}
