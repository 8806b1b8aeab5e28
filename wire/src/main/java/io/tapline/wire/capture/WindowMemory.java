package io.tapline.wire.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Native memory for a window, and the buffer through which a channel fills it. */
record WindowMemory(Arena arena, MemorySegment segment, ByteBuffer buffer) {

  static WindowMemory allocate(long bytes) {
    Arena arena = Arena.ofShared();
    MemorySegment segment = arena.allocate(bytes);
    return new WindowMemory(arena, segment, segment.asByteBuffer());
  }

  long size() {
    return segment.byteSize();
  }

  /** The buffer, set to [from, to). */
  ByteBuffer part(long from, long to) {
    return buffer.limit((int) to).position((int) from);
  }

  void free() {
    arena.close();
  }
}
