package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open capture file, mapped into memory. Segments that its readers hand out are valid until
 * {@link CaptureReader#refresh} maps the file anew, or until the file is closed; so a file that is
 * refreshed has one reader, and is closed by the thread that reads it or after that thread is done.
 * The file may grow while it is read. One that shrinks ends the reading, but whoever reads a
 * frame's bytes in that instant gets an InternalError from the JVM.
 */
public final class CaptureFile implements AutoCloseable {
  private final @Nullable OpenFile file;
  private final CaptureFormat format;
  private Arena arena;
  private MemorySegment bytes;

  private CaptureFile(
      @Nullable OpenFile file, Arena arena, MemorySegment bytes, CaptureFormat format) {
    this.file = file;
    this.arena = arena;
    this.bytes = bytes;
    this.format = format;
  }

  /**
   * Maps a file and looks at its header.
   *
   * @throws CaptureFormatException if it is not a capture
   * @throws IOException if it cannot be opened or mapped
   */
  public static CaptureFile open(Path path) throws IOException {
    OpenFile file = OpenFile.open(path);
    Arena arena = Arena.ofShared();
    try {
      MemorySegment bytes = file.map(arena);
      return new CaptureFile(file, arena, bytes, CaptureHeader.detect(bytes));
    } catch (IOException | RuntimeException e) {
      arena.close();
      file.close();
      throw e;
    }
  }

  /**
   * A capture that lies in memory already.
   *
   * @throws CaptureFormatException if it is not a capture
   */
  public static CaptureFile of(MemorySegment bytes) throws CaptureFormatException {
    return new CaptureFile(null, Arena.ofShared(), bytes, CaptureHeader.detect(bytes));
  }

  public CaptureFormat format() {
    return format;
  }

  /** Bytes of the file as it is mapped now. */
  public long size() {
    return bytes.byteSize();
  }

  /** Reads from the first frame on. */
  public CaptureReader reader() {
    return switch (format) {
      case PCAP -> new PcapReader(this, PcapVariant.ofFile(bytes));
      case PCAPNG -> new PcapngReader(this);
    };
  }

  /**
   * Reads from a known frame on. For pcapng the blocks before it are stepped through, for their
   * interfaces.
   *
   * @param fileOffset where the frame's record begins, as {@link CaptureReader#nextFileOffset} gave
   * @param position the number that the frame has in the file
   */
  public CaptureReader readerAt(long fileOffset, long position) {
    CaptureReader reader = reader();
    reader.start(fileOffset, position);
    return reader;
  }

  MemorySegment bytes() {
    return bytes;
  }

  /** Maps what was appended since; says whether there was anything. */
  boolean grow() throws IOException {
    if (file == null || file.size() <= bytes.byteSize()) {
      return false;
    }
    Arena next = Arena.ofShared();
    try {
      bytes = file.map(next);
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
    arena.close();
    arena = next;
    return true;
  }

  /** Whether the file is shorter than what is mapped of it. */
  boolean hasShrunk() {
    return file != null && file.isShorterThan(bytes.byteSize());
  }

  /** Whether the file's name is that of another file now, or of none. */
  boolean isReplaced() {
    return file != null && file.isReplaced();
  }

  @Override
  public void close() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    if (file != null) {
      file.close();
    }
  }
}
