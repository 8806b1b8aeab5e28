package io.tapline.wire.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the frames of a {@link CaptureFile}. After {@link #next} returned true the getters
 * describe one frame; they allocate nothing. The file is read through windows: each begins with a
 * whole record, and has the bytes of those that follow as far as they fit. For one thread.
 */
public abstract sealed class CaptureReader permits PcapReader, PcapngReader {
  /** A longer frame is taken for corruption (the limit of libpcap). */
  public static final int MAXIMUM_CAPTURED_BYTES = 262_144;

  /** A longer pcapng block is taken for corruption (the limit of libpcap). */
  public static final int MAXIMUM_BLOCK_BYTES = 16 << 20;

  private final CaptureFile file;
  private final FileView view;
  private long fileSize;

  /** The window: the bytes [0, end) are those of the file from {@code base} on. */
  MemorySegment bytes;

  private long base;
  private long end;

  /** Where the next record begins in the window. */
  long next;

  long offset;
  int capturedLength;
  int originalLength;
  long timeNanos;
  int linkType;
  int interfaceIndex;
  long droppedBefore;
  private final DamagedBlocks damaged = new DamagedBlocks();

  /** Whether there is a current frame, whose damage before it was told. */
  private boolean delivered;

  private long position = -1;
  private @Nullable CaptureEnding ending;

  CaptureReader(CaptureFile file) {
    this.file = file;
    this.view = file.view();
    this.fileSize = file.size();
    this.bytes = view.window().bytes();
    this.end = view.end();
  }

  /**
   * Moves to the next frame; false at the end, which {@link #ending} then describes.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public final boolean next() {
    if (delivered) {
      damaged.begin();
      delivered = false;
    }
    if (ending != null || !advance()) {
      return false;
    }
    delivered = true;
    position++;
    return true;
  }

  /** Sets the frame's fields and {@link #next}, or calls one of the end methods. */
  abstract boolean advance();

  /**
   * Sees to it that so many bytes of the next record are in the window, which moves {@link #next}
   * when it shows another part of the file; false = they are not in the file, and the end was said.
   */
  final boolean require(long count) {
    return next + count <= end || show(count);
  }

  private boolean show(long count) {
    long at = nextFileOffset();
    long missing = at + count - fileSize;
    if (missing > 0) {
      return endOfFile(missing);
    }
    try {
      boolean shown = view.show(at, count, fileSize);
      if (!shown) {
        ending = CaptureEnding.shrunk(at);
      }
      return shown;
    } finally {
      look(at);
    }
  }

  /** Takes over what the view shows, also when it could show nothing. */
  private void look(long fileOffset) {
    bytes = view.window().bytes();
    base = view.base();
    end = view.end();
    next = fileOffset - base;
  }

  /** Makes the frame whose record begins at {@code fileOffset} the next one. */
  final void start(long fileOffset, long nextPosition) {
    skipTo(fileOffset);
    position = nextPosition - 1;
  }

  abstract void skipTo(long fileOffset);

  /**
   * Goes forward to a known frame, which is the next one then. Nothing between is read but the
   * descriptions; a simple packet of pcapng there has the time of the frame that was read last.
   *
   * @param described where sections and interfaces of the file are described, as {@link #described}
   *     gave after its end
   * @param fileOffset where the frame's record begins, as {@link #nextFileOffset} gave
   * @param nextPosition the number that the frame has in the file
   */
  public final void skipForward(long[] described, long fileOffset, long nextPosition) {
    for (long at : described) {
      if (at >= nextFileOffset() && at < fileOffset) {
        moveTo(at);
        passDescription();
      }
    }
    moveTo(fileOffset);
    position = nextPosition - 1;
    delivered = false;
    forgetDamaged();
  }

  /** Reads the block that describes a section or an interface; pcap has none. */
  void passDescription() {}

  /**
   * Where the blocks begin that described sections and interfaces so far, ascending; none for pcap.
   */
  public long[] described() {
    return new long[0];
  }

  final void moveTo(long fileOffset) {
    next = fileOffset - base;
  }

  final long inWindow(long fileOffset) {
    return fileOffset - base;
  }

  /**
   * Looks whether the file has grown, and if so reads on after {@code COMPLETE} or {@code
   * TRUNCATED_TAIL}. True = call {@link #next} again. A file that became shorter, or (once all of
   * it was read) has another file in its place, has an {@link #ending} that says so.
   */
  public final boolean refresh() throws IOException {
    if (ending != null && !ending.mayGrow()) {
      return false;
    }
    if (file.hasShrunk()) {
      ending = CaptureEnding.shrunk(nextFileOffset());
      return false;
    }
    file.grow();
    boolean grown = file.size() > fileSize;
    if (grown) {
      fileSize = file.size();
      ending = null;
    } else if (ending != null && file.isReplaced()) {
      ending = CaptureEnding.replaced(nextFileOffset());
    }
    return grown;
  }

  final boolean endOfFile(long missing) {
    boolean complete = nextFileOffset() == fileSize;
    ending =
        complete
            ? CaptureEnding.complete(nextFileOffset())
            : CaptureEnding.truncated(nextFileOffset(), missing);
    return false;
  }

  final boolean corrupt(String what) {
    ending = CaptureEnding.corrupt(nextFileOffset(), what);
    return false;
  }

  /** Takes note of a block that is stepped over; always false. */
  final boolean damaged(long frames, String what) {
    damaged.add(frames, nextFileOffset(), what);
    return false;
  }

  /** What was damaged so far was told by those who read it. */
  final void forgetDamaged() {
    damaged.begin();
  }

  final boolean hasEnded() {
    return ending != null;
  }

  /** How reading ended; null while {@link #next} has not returned false. */
  public final @Nullable CaptureEnding ending() {
    return ending;
  }

  /** The window that the frame lies in; valid until {@link #next} or the file's close. */
  public final MemorySegment bytes() {
    return bytes;
  }

  /** Whose bytes they are: who retains it may read the frame until the release. */
  public final FileBytes fileBytes() {
    return view.window();
  }

  /** Where the frame begins in {@link #bytes}: not its offset in the file. */
  public final long offset() {
    return offset;
  }

  /** Bytes captured: at most {@link #MAXIMUM_CAPTURED_BYTES}. */
  public final int capturedLength() {
    return capturedLength;
  }

  /** Bytes on the wire: at least the captured length. */
  public final int originalLength() {
    return originalLength;
  }

  /** Nanoseconds since the epoch. A pcapng simple packet has no time: that of its predecessor. */
  public final long timeNanos() {
    return timeNanos;
  }

  /** LINKTYPE_ value of the tcpdump group. */
  public final int linkType() {
    return linkType;
  }

  /** Number of the interface within the file, over all its sections; 0 for pcap. */
  public final int interfaceIndex() {
    return interfaceIndex;
  }

  /** The frame's number, from 0. */
  public final long position() {
    return position;
  }

  /** Where in the file the record after this frame begins. */
  public final long nextFileOffset() {
    return base + next;
  }

  /**
   * Frames that the writer says it lost since the frame before, with the frame or in statistics
   * between; 0 when it says nothing. What was told once is not told again.
   */
  public final long droppedBefore() {
    return droppedBefore;
  }

  /** Frames that the writer says it lost since the last frame, when there is none after them. */
  public final long droppedAtEnd() {
    return ending == null ? 0 : untoldDrops();
  }

  /**
   * Frames in damaged blocks that were stepped over since the frame before, or since the last frame
   * once reading has ended.
   */
  public final long damagedBefore() {
    return damaged.frames();
  }

  /** Which blocks were damaged there, in one sentence; empty when none was. */
  public final String damage() {
    return damaged.text();
  }

  /** Lost frames that statistics told of since the last frame. */
  long untoldDrops() {
    return 0;
  }
}
