package io.tapline.capture.batch;

import io.tapline.wire.capture.FileBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects frames into one {@link Batch}: all of them from where they lie in one window or mapping
 * of a file, or all copied. A new one for each batch, since the arrays are kept. Holds those bytes
 * from the first frame on: what is not built is let go of by {@link #discard}. It takes memory from
 * the first frame on: every quiet source asks for a batch many times a second.
 */
public final class BatchBuilder {
  /** Frames in a batch at most: the contract's limit. */
  public static final int MAX_FRAMES = 65_536;

  /** Bytes aimed at; no frame alone is larger (wire reads at most 256 KiB). */
  public static final int TARGET_BYTES = 1 << 20;

  private static final int INITIAL_FRAMES = 1024;
  private static final int INITIAL_BYTES = 64 << 10;
  private static final byte[] NOTHING = {};
  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};

  private final long firstPosition;
  private final int maxFrames;
  private final List<Loss> losses = new ArrayList<>();
  private @Nullable FileBytes file;
  private long base;
  private byte[] data = NOTHING;
  private int dataBytes;
  private int frames;
  private int[] offsets = NO_INTS;
  private int[] capturedLengths = NO_INTS;
  private int[] originalLengths = NO_INTS;
  private long[] timeNanos = NO_LONGS;
  private int[] linkTypes = NO_INTS;

  public BatchBuilder(long firstPosition) {
    this(firstPosition, MAX_FRAMES);
  }

  public BatchBuilder(long firstPosition, int maxFrames) {
    this.firstPosition = firstPosition;
    this.maxFrames = maxFrames;
  }

  /** Whether another frame of this length still fits. An empty batch takes any frame. */
  public boolean fits(int capturedLength) {
    return frames == 0 || (frames < maxFrames && dataBytes + capturedLength <= TARGET_BYTES);
  }

  /**
   * Whether a frame still fits that lies behind the frames before, in the same bytes of the file
   * and near enough. An empty batch takes any frame.
   *
   * @param from where the frame lies; null when it is to be copied
   */
  public boolean fits(@Nullable FileBytes from, long offset, int capturedLength) {
    return frames == 0
        || (fits(capturedLength)
            && from == file
            && (from == null
                || (offset >= base && offset + capturedLength - base <= Integer.MAX_VALUE)));
  }

  /** Adds the frame that lies at the offset; its bytes are copied. */
  public void add(
      MemorySegment bytes, long offset, int length, int originalLength, long time, int linkType) {
    reserve(length);
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, data, dataBytes, length);
    append(dataBytes, length, originalLength, time, linkType);
  }

  /** Adds the frame that lies at the offset of a window or mapping; its bytes stay there. */
  public void add(
      FileBytes from, long offset, int length, int originalLength, long time, int linkType) {
    if (frames == 0) {
      from.retain();
      file = from;
      base = offset;
    }
    append((int) (offset - base), length, originalLength, time, linkType);
  }

  private void append(int offset, int length, int originalLength, long time, int linkType) {
    if (frames == offsets.length) {
      grow(Math.max(INITIAL_FRAMES, frames * 4));
    }
    offsets[frames] = offset;
    capturedLengths[frames] = length;
    originalLengths[frames] = originalLength;
    timeNanos[frames] = time;
    linkTypes[frames] = linkType;
    dataBytes += length;
    frames++;
  }

  public void add(Loss loss) {
    losses.add(loss);
  }

  public int frames() {
    return frames;
  }

  public int dataBytes() {
    return dataBytes;
  }

  public long endPosition() {
    return firstPosition + frames;
  }

  /** The batch; who receives it releases it. */
  public Batch build() {
    return new Batch(
        firstPosition,
        frames,
        file == null ? MemorySegment.ofArray(data) : span(file),
        dataBytes,
        offsets,
        capturedLengths,
        originalLengths,
        timeNanos,
        linkTypes,
        List.copyOf(losses),
        file);
  }

  private MemorySegment span(FileBytes from) {
    int last = frames - 1;
    return from.bytes().asSlice(base, (long) offsets[last] + capturedLengths[last]);
  }

  /** Lets go of the file's bytes when no batch is built. */
  public void discard() {
    if (file != null) {
      file.release();
      file = null;
      frames = 0;
    }
  }

  private void reserve(int length) {
    if (dataBytes + length > data.length) {
      int grown = Math.min(Math.max(data.length * 4, INITIAL_BYTES), TARGET_BYTES);
      data = Arrays.copyOf(data, Math.max(dataBytes + length, grown));
    }
  }

  private void grow(int size) {
    offsets = Arrays.copyOf(offsets, size);
    capturedLengths = Arrays.copyOf(capturedLengths, size);
    originalLengths = Arrays.copyOf(originalLengths, size);
    timeNanos = Arrays.copyOf(timeNanos, size);
    linkTypes = Arrays.copyOf(linkTypes, size);
  }
}
