package io.tapline.wire.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the frames of a {@link CaptureFile}. After {@link #next} returned true the getters
 * describe one frame, in place; they allocate nothing. For one thread.
 */
public abstract sealed class CaptureReader permits PcapReader, PcapngReader {
  /** A longer frame is taken for corruption (the limit of libpcap). */
  public static final int MAXIMUM_CAPTURED_BYTES = 262_144;

  /** A longer pcapng block is taken for corruption (the limit of libpcap). */
  public static final int MAXIMUM_BLOCK_BYTES = 16 << 20;

  /** After so many bytes it is looked whether the file still has its length. */
  private static final long CHECK_BYTES = 4 << 20;

  private final CaptureFile file;
  private long checkedTo;

  MemorySegment bytes;
  long offset;
  int capturedLength;
  int originalLength;
  long timeNanos;
  int linkType;
  int interfaceIndex;
  long droppedBefore;
  long nextFileOffset;
  private long position = -1;
  private @Nullable CaptureEnding ending;

  CaptureReader(CaptureFile file) {
    this.file = file;
    this.bytes = file.bytes();
  }

  /** Moves to the next frame; false at the end, which {@link #ending} then describes. */
  public final boolean next() {
    if (nextFileOffset >= checkedTo) {
      checkLength();
    }
    if (ending != null || !advanceOrShrink()) {
      return false;
    }
    position++;
    return true;
  }

  private void checkLength() {
    checkedTo = nextFileOffset + CHECK_BYTES;
    if (ending == null && file.hasShrunk()) {
      ending = CaptureEnding.shrunk(nextFileOffset);
    }
  }

  /** A mapped page behind the file's new end is an InternalError. */
  private boolean advanceOrShrink() {
    try {
      return advance();
    } catch (InternalError e) {
      ending = CaptureEnding.shrunk(nextFileOffset);
      return false;
    }
  }

  /** Sets the frame's fields and {@link #nextFileOffset}, or calls one of the end methods. */
  abstract boolean advance();

  /** Makes the frame whose record begins at {@code fileOffset} the next one. */
  final void start(long fileOffset, long nextPosition) {
    skipTo(fileOffset);
    position = nextPosition - 1;
  }

  abstract void skipTo(long fileOffset);

  /**
   * Looks whether the file has grown, and if so reads on after {@code COMPLETE} or {@code
   * TRUNCATED_TAIL}. Segments handed out before become invalid. True = call {@link #next} again. A
   * file that became shorter, or (once all of it was read) has another file in its place, has an
   * {@link #ending} that says so.
   */
  public final boolean refresh() throws IOException {
    if (ending != null && !ending.mayGrow()) {
      return false;
    }
    if (file.hasShrunk()) {
      ending = CaptureEnding.shrunk(nextFileOffset);
      return false;
    }
    file.grow();
    boolean grown = file.bytes().byteSize() > bytes.byteSize();
    if (grown) {
      bytes = file.bytes();
      ending = null;
    } else if (ending != null && file.isReplaced()) {
      ending = CaptureEnding.replaced(nextFileOffset);
    }
    return grown;
  }

  final boolean endOfFile(long missing) {
    boolean complete = nextFileOffset == bytes.byteSize();
    ending =
        complete
            ? CaptureEnding.complete(nextFileOffset)
            : CaptureEnding.truncated(nextFileOffset, missing);
    return false;
  }

  final boolean corrupt(String what) {
    ending = CaptureEnding.corrupt(nextFileOffset, what);
    return false;
  }

  final boolean hasEnded() {
    return ending != null;
  }

  /** How reading ended; null while {@link #next} has not returned false. */
  public final @Nullable CaptureEnding ending() {
    return ending;
  }

  /** Where the frame lies; valid until {@link #refresh} or the file's close. */
  public final MemorySegment bytes() {
    return bytes;
  }

  /** Whose bytes they are: who retains it may read the frame until the release. */
  public final MappedBytes mapping() {
    return file.mapping();
  }

  /** Where the frame begins in {@link #bytes}; that is also its offset in the file. */
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

  /** Where the record after this frame begins. */
  public final long nextFileOffset() {
    return nextFileOffset;
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

  /** Lost frames that statistics told of since the last frame. */
  long untoldDrops() {
    return 0;
  }
}
