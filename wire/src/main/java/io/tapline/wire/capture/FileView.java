package io.tapline.wire.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What one reader sees of a file: a window, from a record's beginning on. For one thread. */
final class FileView {
  private static final FileBytes NOTHING = new LentBytes(MemorySegment.NULL);

  private final @Nullable OpenFile file;
  private final @Nullable WindowPool pool;
  private FileBytes window;
  private long base;
  private long end;

  private FileView(@Nullable OpenFile file, @Nullable WindowPool pool, FileBytes window) {
    this.file = file;
    this.pool = pool;
    this.window = window;
    this.end = window.bytes().byteSize();
  }

  /** Sees nothing before the first {@link #show}. */
  static FileView of(OpenFile file, WindowPool pool) {
    return new FileView(file, pool, NOTHING);
  }

  /** Sees all of the memory, and always the same. */
  static FileView of(MemorySegment bytes) {
    return new FileView(null, null, new LentBytes(bytes));
  }

  /** Held by the view until it shows another part. */
  FileBytes window() {
    return window;
  }

  /** Where in the file the window begins. */
  long base() {
    return base;
  }

  /** So many bytes of the window are filled. */
  long end() {
    return end;
  }

  /**
   * Shows a record that is not seen whole: where it fits behind the ones before, in the same
   * window, else at the beginning of another. Nobody holds bytes from the record on.
   *
   * @param fileOffset where the record begins
   * @param count bytes that are needed of it
   * @param fileSize how far to read at most
   * @return whether they are there: false when the file has become shorter
   * @throws UncheckedIOException if the file cannot be read
   */
  boolean show(long fileOffset, long count, long fileSize) {
    if (file == null || pool == null) {
      throw new IllegalStateException("All of the memory is seen.");
    }
    FileWindow shown = windowFor(pool, fileOffset, count);
    long from = fileOffset - base;
    long to = Math.min(shown.bytes().byteSize(), fileSize - base);
    end = from;
    try {
      end = shown.fill(file, fileOffset, from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return from + count <= end;
  }

  private FileWindow windowFor(WindowPool from, long fileOffset, long count) {
    boolean fits = fileOffset >= base && fileOffset - base + count <= window.bytes().byteSize();
    return fits && window instanceof FileWindow current
        ? current
        : replace(from, fileOffset, count);
  }

  /** Lets go first: when nobody else holds the window before, its memory is taken again. */
  private FileWindow replace(WindowPool from, long fileOffset, long count) {
    release();
    FileWindow taken = from.take(count);
    window = taken;
    base = fileOffset;
    end = 0;
    return taken;
  }

  /** Lets go of the window. */
  void release() {
    FileBytes before = window;
    window = NOTHING;
    end = 0;
    if (before != NOTHING) {
      before.release();
    }
  }
}
