package io.tapline.wire.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file in memory, for several holders: they are valid until the last one has called
 * {@link #release}. Who makes them is the first holder; another one calls {@link #retain} while a
 * holder is known to be there. Reads beyond the end of a file that became shorter give an
 * InternalError or zeros, so {@link #isIntact} is asked after reading. For any number of threads.
 */
public final class MappedBytes {
  private final @Nullable OpenFile file;
  private final Arena arena;
  private final MemorySegment bytes;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * @param file whose bytes they are, kept open until the last release; null when they are of none
   */
  MappedBytes(@Nullable OpenFile file, Arena arena, MemorySegment bytes) {
    this.file = file;
    this.arena = arena;
    this.bytes = bytes;
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

  public MemorySegment bytes() {
    return bytes;
  }

  /** The path under which the file was opened; empty when there is none. */
  public String name() {
    return file == null ? "" : file.name();
  }

  /** Whether the file is still as long as what is mapped of it. */
  public boolean isIntact() {
    return file == null || !file.isShorterThan(bytes.byteSize());
  }

  /**
   * Another holder, which calls {@link #release} once.
   *
   * @throws IllegalStateException when the last holder has let go already
   */
  public void retain() {
    int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    if (before == 0) {
      throw new IllegalStateException("The bytes of " + name() + " were let go.");
    }
  }

  /** One holder lets go; with the last one the memory is given back. */
  public void release() {
    int left = holders.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("The bytes of " + name() + " were let go too often.");
    }
    if (left == 0) {
      free();
    }
  }

  private void free() {
    arena.close();
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
