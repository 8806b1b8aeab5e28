package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An open capture file, mapped into memory. Segments that its readers hand out are valid until
 * {@link CaptureReader#refresh} maps the file anew, or until the file is closed; so a file that is
 * refreshed has one reader, and is closed by the thread that reads it or after that thread is done.
 * The file may grow while it is read; it must not shrink.
 */
public final class CaptureFile implements AutoCloseable {
  private final @Nullable FileChannel channel;
  private final CaptureFormat format;
  private Arena arena;
  private MemorySegment bytes;

  private CaptureFile(
      @Nullable FileChannel channel, Arena arena, MemorySegment bytes, CaptureFormat format) {
    this.channel = channel;
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
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    Arena arena = Arena.ofShared();
    try {
      MemorySegment bytes = map(channel, channel.size(), arena);
      return new CaptureFile(channel, arena, bytes, CaptureHeader.detect(bytes));
    } catch (IOException | RuntimeException e) {
      arena.close();
      channel.close();
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
      case PCAP -> new PcapReader(this);
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
    if (channel == null || channel.size() <= bytes.byteSize()) {
      return false;
    }
    Arena next = Arena.ofShared();
    try {
      bytes = map(channel, channel.size(), next);
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
    arena.close();
    arena = next;
    return true;
  }

  private static MemorySegment map(FileChannel channel, long size, Arena arena) throws IOException {
    return size == 0
        ? MemorySegment.NULL
        : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
  }

  @Override
  public void close() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    if (channel != null) {
      channel.close();
    }
  }
}
