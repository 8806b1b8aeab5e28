package io.tapline.capture.importing;

import io.tapline.wire.capture.FileBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Frames of a stored file that is mapped as a whole, again when more of it has arrived. */
abstract class MappedFrames implements StoredFrames {
  final StoredFile stored;

  /** The file as it was mapped last. */
  MemorySegment file;

  /** More may come behind {@link #file}. */
  boolean arriving;

  private MappedFile mapped;

  MappedFrames(StoredFile stored) throws IOException {
    this.stored = stored;
    this.arriving = stored.arriving(); // asked first: what comes then is in the mapping
    this.mapped = MappedFile.open(stored.path());
    this.file = mapped.bytes();
  }

  @Override
  public void refresh(boolean whole) throws IOException {
    MappedFile grown = MappedFile.open(stored.path());
    mapped.close();
    mapped = grown;
    file = grown.bytes();
    arriving = !whole;
  }

  @Override
  public final MemorySegment bytes() {
    return file;
  }

  @Override
  public final FileBytes fileBytes() {
    return mapped.mapping();
  }

  @Override
  public final long timeNanos() {
    return stored.modifyNanos();
  }

  @Override
  public final void close() {
    mapped.close();
  }
}
