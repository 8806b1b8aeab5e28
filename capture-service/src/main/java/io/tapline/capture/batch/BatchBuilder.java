package io.tapline.capture.batch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects frames into one {@link Batch}. A new one for each batch, since the arrays are kept. */
public final class BatchBuilder {
  /** Frames in a batch at most: the contract's limit. */
  public static final int MAX_FRAMES = 65_536;

  /** Bytes aimed at; no frame alone is larger (wire reads at most 256 KiB). */
  public static final int TARGET_BYTES = 1 << 20;

  private static final int INITIAL_FRAMES = 1024;
  private static final int INITIAL_BYTES = 64 << 10;

  private final long firstPosition;
  private final int maxFrames;
  private final List<Loss> losses = new ArrayList<>();
  private byte[] data = new byte[INITIAL_BYTES];
  private int dataBytes;
  private int frames;
  private int[] capturedLengths = new int[INITIAL_FRAMES];
  private int[] originalLengths = new int[INITIAL_FRAMES];
  private long[] timeNanos = new long[INITIAL_FRAMES];
  private int[] linkTypes = new int[INITIAL_FRAMES];

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

  /** Adds the frame that lies at the offset; its bytes are copied. */
  public void add(
      MemorySegment bytes, long offset, int length, int originalLength, long time, int linkType) {
    reserve(length);
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, data, dataBytes, length);
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

  public Batch build() {
    return new Batch(
        firstPosition,
        frames,
        data,
        dataBytes,
        capturedLengths,
        originalLengths,
        timeNanos,
        linkTypes,
        List.copyOf(losses));
  }

  private void reserve(int length) {
    if (dataBytes + length > data.length) {
      data =
          Arrays.copyOf(
              data, Math.max(dataBytes + length, Math.min(data.length * 4, TARGET_BYTES)));
    }
    if (frames == capturedLengths.length) {
      int size = frames * 4;
      capturedLengths = Arrays.copyOf(capturedLengths, size);
      originalLengths = Arrays.copyOf(originalLengths, size);
      timeNanos = Arrays.copyOf(timeNanos, size);
      linkTypes = Arrays.copyOf(linkTypes, size);
    }
  }
}
