package io.tapline.wire.capture;

import java.lang.foreign.MemorySegment;

/** Bytes whose memory belongs to somebody else, who keeps it as long as it is read. */
final class LentBytes extends FileBytes {

  LentBytes(MemorySegment bytes) {
    super("", bytes);
  }

  @Override
  public boolean isIntact() {
    return true;
  }

  @Override
  void free() {}
}
