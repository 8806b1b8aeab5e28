package io.tapline.wire.capture;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes of a file in memory, for several holders: they are valid until the last one has called
 * {@link #release}; then their memory is freed, or is filled with other bytes. Who makes them is
 * the first holder; another one calls {@link #retain} while a holder is known to be there. For any
 * number of threads.
 */
public abstract sealed class FileBytes permits MappedBytes, FileWindow, LentBytes {
  private final String name;
  private final MemorySegment bytes;
  private final AtomicInteger holders = new AtomicInteger(1);

  FileBytes(String name, MemorySegment bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** The memory; of a window only the frames that its reader gave have a defined content. */
  public final MemorySegment bytes() {
    return bytes;
  }

  /** The path under which the file was opened; empty when there is none. */
  public final String name() {
    return name;
  }

  /** Whether the bytes that were read until now are those of the file; asked after reading. */
  public abstract boolean isIntact();

  /** Gives the memory back; called once, by the last holder. */
  abstract void free();

  /**
   * Another holder, which calls {@link #release} once.
   *
   * @throws IllegalStateException when the last holder has let go already
   */
  public final void retain() {
    int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    if (before == 0) {
      throw new IllegalStateException("The bytes of " + name + " were let go.");
    }
  }

  /** One holder lets go; with the last one the memory is given back. */
  public final void release() {
    int left = holders.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("The bytes of " + name + " were let go too often.");
    }
    if (left == 0) {
      free();
    }
  }
}
