package io.tapline.wire.compress;

import java.io.IOException;
import java.io.InputStream;

/** A layer that may not grow over the limits. */
final class LimitedLayer extends InputStream {
  private final Layer layer;
  private final BufferedInput file;
  private final DecompressionLimits limits;
  private long bytes;

  LimitedLayer(Layer layer, BufferedInput file, DecompressionLimits limits) {
    this.layer = layer;
    this.file = file;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = layer.read(into, offset, length);
    bytes += Math.max(0, read);
    limits.check(bytes, file.read());
    return read;
  }

  @Override
  public void close() throws IOException {
    layer.close();
  }
}
