package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open capture file, mapped into memory. Segments that its readers hand out are valid until
 * {@link CaptureReader#refresh} maps the file anew, or until the file is closed; who needs them
 * longer holds their {@link CaptureReader#mapping}. So a file that is refreshed has one reader, and
 * is closed by the thread that reads it or after that thread is done. The file may grow while it is
 * read. One that shrinks ends the reading, but whoever reads a frame's bytes in that instant gets
 * an InternalError from the JVM.
 */
public final class CaptureFile implements AutoCloseable {
  private final @Nullable OpenFile file;
  private final CaptureFormat format;
  private MappedBytes mapping;
  private boolean closed;

  private CaptureFile(@Nullable OpenFile file, MappedBytes mapping, CaptureFormat format) {
    this.file = file;
    this.mapping = mapping;
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
    try {
      return detect(file, file.map());
    } catch (IOException | RuntimeException e) {
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
    return detect(null, new MappedBytes(null, Arena.ofShared(), bytes));
  }

  private static CaptureFile detect(@Nullable OpenFile file, MappedBytes mapping)
      throws CaptureFormatException {
    try {
      return new CaptureFile(file, mapping, CaptureHeader.detect(mapping.bytes()));
    } catch (CaptureFormatException | RuntimeException e) {
      mapping.release();
      throw e;
    }
  }

  public CaptureFormat format() {
    return format;
  }

  /** Bytes of the file as it is mapped now. */
  public long size() {
    return bytes().byteSize();
  }

  /** Reads from the first frame on. */
  public CaptureReader reader() {
    return switch (format) {
      case PCAP -> new PcapReader(this, PcapVariant.ofFile(bytes()));
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
    return mapping.bytes();
  }

  MappedBytes mapping() {
    return mapping;
  }

  /** Maps what was appended since; says whether there was anything. */
  boolean grow() throws IOException {
    if (file == null || file.size() <= bytes().byteSize()) {
      return false;
    }
    MappedBytes before = mapping;
    mapping = file.map();
    before.release();
    return true;
  }

  /** Whether the file is shorter than what is mapped of it. */
  boolean hasShrunk() {
    return file != null && file.isShorterThan(bytes().byteSize());
  }

  /** Whether the file's name is that of another file now, or of none. */
  boolean isReplaced() {
    return file != null && file.isReplaced();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    mapping.release();
    if (file != null) {
      file.close();
    }
  }
}
