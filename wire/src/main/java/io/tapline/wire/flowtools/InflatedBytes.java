package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsEnding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Records out of one continuous zlib stream (RFC 1950). */
final class InflatedBytes implements RecordBytes, AutoCloseable {
  private final InputStream in;
  private final Inflater inflater = new Inflater();
  private final byte[] input = new byte[1 << 16];
  private Kind end = Kind.COMPLETE;
  private boolean ended;

  InflatedBytes(InputStream in) {
    this.in = in;
  }

  @Override
  public boolean fill(ByteBuffer target) throws IOException {
    try {
      return !ended && inflate(target);
    } catch (DataFormatException e) {
      return endWith(Kind.CORRUPT);
    }
  }

  private boolean inflate(ByteBuffer target) throws IOException, DataFormatException {
    while (!inflater.finished()) {
      if (inflater.inflate(target) > 0) {
        return true;
      }
      if (inflater.needsDictionary()) {
        return endWith(Kind.CORRUPT);
      }
      if (!inflater.finished() && inflater.needsInput() && !feed()) {
        return endWith(Kind.TRUNCATED_TAIL);
      }
    }
    return endWith(hasTrailingBytes() ? Kind.TRAILING_BYTES : Kind.COMPLETE);
  }

  private boolean feed() throws IOException {
    int count = in.read(input);
    if (count <= 0) {
      return false;
    }
    inflater.setInput(input, 0, count);
    return true;
  }

  private boolean hasTrailingBytes() throws IOException {
    return inflater.getRemaining() > 0 || in.read() >= 0;
  }

  private boolean endWith(Kind kind) {
    end = kind;
    ended = true;
    return false;
  }

  @Override
  public Kind end() {
    return end;
  }

  @Override
  public void close() {
    inflater.close();
  }
}
