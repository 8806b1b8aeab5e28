package io.tapline.wire.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A whole file, mapped as long as it was then. It is unmapped when the last holder lets go. Reads
 * beyond the end of a file that became shorter give an InternalError or zeros, so {@link #isIntact}
 * is asked after reading.
 */
public final class MappedBytes extends FileBytes {
  private final OpenFile file;
  private final Arena arena;

  /**
   * @param file whose bytes they are, kept open until the last release
   */
  MappedBytes(OpenFile file, Arena arena, MemorySegment bytes) {
    super(file.name(), bytes);
    this.file = file;
    this.arena = arena;
  }

  /**
   * Maps a file as long as it is now.
   *
   * @throws IOException if it cannot be opened or mapped
   */
  public static MappedBytes map(Path path) throws IOException {
    try (OpenFile file = OpenFile.open(path)) {
      return file.map();
    }
  }

  /** Whether the file is still as long as what is mapped of it. */
  @Override
  public boolean isIntact() {
    return !file.isShorterThan(bytes().byteSize());
  }

  @Override
  void free() {
    arena.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
