package io.tapline.wire.flowtools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Records as they are in the stream. */
final class PlainBytes implements RecordBytes {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];

  PlainBytes(InputStream in) {
    this.in = in;
  }

  @Override
  public boolean fill(ByteBuffer target) throws IOException {
    int count = in.read(buffer, 0, Math.min(buffer.length, target.remaining()));
    if (count <= 0) {
      return false;
    }
    target.put(buffer, 0, count);
    return true;
  }

  @Override
  public FlowToolsEnding.Kind end() {
    return FlowToolsEnding.Kind.COMPLETE;
  }
}
