package io.tapline.wire.capture;

import java.io.IOException;

/**
 * A part of a file, read into memory of a {@link WindowPool}, which takes the memory back when the
 * last holder lets go. A reader that follows a growing file fills it further while others hold it,
 * behind the frames that they know. What happens to the file does not change what was read of it.
 */
final class FileWindow extends FileBytes {
  private final WindowPool pool;
  private final WindowMemory memory;

  FileWindow(String name, WindowPool pool, WindowMemory memory) {
    super(name, memory.segment());
    this.pool = pool;
    this.memory = memory;
  }

  /**
   * Fills [from, to) with the bytes of the file from {@code fileOffset} on.
   *
   * @return where the bytes end: before {@code to} when the file ends there
   */
  long fill(OpenFile file, long fileOffset, long from, long to) throws IOException {
    return from + file.read(memory.part(from, to), fileOffset);
  }

  @Override
  public boolean isIntact() {
    return true;
  }

  @Override
  void free() {
    pool.giveBack(memory);
  }
}
