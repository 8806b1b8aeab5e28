package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open capture file, read through windows of {@link #WINDOW_BYTES}. What a reader hands out is
 * valid until its next step, or until the file is closed; who needs it longer holds its {@link
 * CaptureReader#fileBytes}. A reader keeps one window until then, so a file has few readers. It is
 * closed by the thread that reads it or after that thread is done. The file may grow while it is
 * read; one that shrinks ends the reading.
 */
public final class CaptureFile implements AutoCloseable {
  /** Bytes read at once: about a batch. A longer pcapng block has a window of its own. */
  public static final int WINDOW_BYTES = 1 << 20;

  private final @Nullable OpenFile file;
  private final WindowPool pool;
  private final MemorySegment head;
  private final CaptureFormat format;
  private final List<FileView> views = new ArrayList<>();
  private long size;
  private boolean closed;

  private CaptureFile(@Nullable OpenFile file, WindowPool pool, MemorySegment head, long size)
      throws CaptureFormatException {
    this.file = file;
    this.pool = pool;
    this.head = head;
    this.size = size;
    this.format = CaptureHeader.detect(head);
  }

  /**
   * Opens a file and looks at its header.
   *
   * @throws CaptureFormatException if it is not a capture
   * @throws IOException if it cannot be opened or read
   */
  public static CaptureFile open(Path path) throws IOException {
    return open(path, WINDOW_BYTES);
  }

  static CaptureFile open(Path path, int windowBytes) throws IOException {
    OpenFile file = OpenFile.open(path);
    try {
      WindowPool pool = new WindowPool(file.name(), windowBytes);
      return new CaptureFile(file, pool, head(file), file.size());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static MemorySegment head(OpenFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(CaptureHeader.LONGEST_BYTES);
    int length = file.read(head, 0);
    return MemorySegment.ofArray(head.array()).asSlice(0, length);
  }

  /**
   * A capture that lies in memory already, which is kept as long as it is read.
   *
   * @throws CaptureFormatException if it is not a capture
   */
  public static CaptureFile of(MemorySegment bytes) throws CaptureFormatException {
    return new CaptureFile(null, new WindowPool("", WINDOW_BYTES), bytes, bytes.byteSize());
  }

  public CaptureFormat format() {
    return format;
  }

  /** The unit of times that loses none of the file's: that of pcap, nanoseconds for pcapng. */
  public PcapWriter.Precision precision() {
    boolean coarse =
        format == CaptureFormat.PCAP && PcapVariant.ofFile(head) != PcapVariant.NANOSECONDS;
    return coarse ? PcapWriter.Precision.MICROSECONDS : PcapWriter.Precision.NANOSECONDS;
  }

  /** Bytes of the file as far as it is read: what was there when it was opened or refreshed. */
  public long size() {
    return size;
  }

  /**
   * Reads from the first frame on. A damaged block of a pcapng file whose length is sound is
   * stepped over and counted, see {@link CaptureReader#damagedBefore}.
   */
  public CaptureReader reader() {
    return reader(false);
  }

  /** As {@link #reader}, but a damaged block ends the reading: no frame's number can be wrong. */
  public CaptureReader strictReader() {
    return reader(true);
  }

  private CaptureReader reader(boolean strict) {
    return switch (format) {
      case PCAP -> new PcapReader(this, PcapVariant.ofFile(head));
      case PCAPNG -> new PcapngReader(this, strict);
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

  /** The file's header. */
  MemorySegment head() {
    return head;
  }

  WindowPool pool() {
    return pool;
  }

  /** For one more reader: its window is held until the file is closed. */
  FileView view() {
    FileView view = file == null ? FileView.of(head) : FileView.of(file, pool);
    views.add(view);
    return view;
  }

  /** Takes in what was appended since. */
  void grow() throws IOException {
    if (file != null) {
      size = Math.max(size, file.size());
    }
  }

  /** Whether the file is shorter than it was. */
  boolean hasShrunk() {
    return file != null && file.isShorterThan(size);
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
    views.forEach(FileView::release);
    pool.close();
    if (file != null) {
      file.close();
    }
  }
}
