package io.tapline.capture.importing;

import io.tapline.wire.capture.MappedBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** The bytes of a whole file in memory; valid until closed, for batches until they are released. */
record MappedFile(MappedBytes mapping) implements AutoCloseable {

  static MappedFile open(Path path) throws IOException {
    return new MappedFile(MappedBytes.map(path));
  }

  MemorySegment bytes() {
    return mapping.bytes();
  }

  @Override
  public void close() {
    mapping.release();
  }
}
