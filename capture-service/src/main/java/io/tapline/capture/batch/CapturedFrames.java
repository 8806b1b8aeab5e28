package io.tapline.capture.batch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames that were captured together, where they lie in memory. Reused: filled by the thread that
 * captures, valid for those it is passed to during the call only.
 */
public final class CapturedFrames {
  private final MemorySegment bytes;
  private final int linkType;
  private final long[] offsets;
  private final int[] lengths;
  private final int[] originalLengths;
  private final long[] timesNanos;
  private byte[] copy = new byte[2048];
  private int count;
  private long totalBytes;

  /**
   * @param bytes that frames lie in
   * @param linkType LINKTYPE_ value of all of them
   * @param capacity frames at most
   */
  public CapturedFrames(MemorySegment bytes, int linkType, int capacity) {
    this.bytes = bytes;
    this.linkType = linkType;
    offsets = new long[capacity];
    lengths = new int[capacity];
    originalLengths = new int[capacity];
    timesNanos = new long[capacity];
  }

  /** Forgets the frames. */
  public void clear() {
    count = 0;
    totalBytes = 0;
  }

  /**
   * Adds the frame that lies at an offset.
   *
   * @param originalLength length on the wire, in bytes
   * @param timeNanos nanoseconds since the epoch
   */
  public void add(long offset, int length, int originalLength, long timeNanos) {
    offsets[count] = offset;
    lengths[count] = length;
    originalLengths[count] = originalLength;
    timesNanos[count] = timeNanos;
    totalBytes += length;
    count++;
  }

  /** Number of frames. */
  public int count() {
    return count;
  }

  /** Captured bytes of all frames. */
  public long totalBytes() {
    return totalBytes;
  }

  public MemorySegment bytes() {
    return bytes;
  }

  public int linkType() {
    return linkType;
  }

  public long offset(int i) {
    return offsets[i];
  }

  public int length(int i) {
    return lengths[i];
  }

  public int originalLength(int i) {
    return originalLengths[i];
  }

  public long timeNanos(int i) {
    return timesNanos[i];
  }

  /** Passes the frames on, one after the other, through one array that is used again. */
  void copyEach(FrameSink sink) {
    for (int i = 0; i < count; i++) {
      if (copy.length < lengths[i]) {
        copy = new byte[lengths[i]];
      }
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offsets[i], copy, 0, lengths[i]);
      sink.frame(copy, lengths[i], originalLengths[i], timesNanos[i], linkType);
    }
  }
}
