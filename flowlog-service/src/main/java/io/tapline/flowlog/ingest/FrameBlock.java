package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceLoss;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Frames where they lie in {@code data}, in order, with or without gaps between them. Never
 * changed. The bytes are valid until the block was {@link SourceListener#consumed}.
 *
 * @param firstPosition number of the first frame within its source
 * @param frames number of frames; arrays may be longer
 * @param offsets of each frame in {@code data}
 * @param capturedLengths bytes of each frame in {@code data}
 * @param originalLengths bytes on the wire; never less than captured
 */
public record FrameBlock(
    long firstPosition,
    int frames,
    MemorySegment data,
    int[] offsets,
    int[] capturedLengths,
    int[] originalLengths,
    long[] timesNanos,
    int[] linkTypes,
    List<SourceLoss> losses) {

  /** Characters of a loss's hop or description at most. */
  public static final int MAX_TEXT = 1024;

  /**
   * Frames one after the other.
   *
   * @param offsets of the frames in {@code data}, and its end
   */
  public FrameBlock(
      long firstPosition,
      MemorySegment data,
      int[] offsets,
      int[] originalLengths,
      long[] timesNanos,
      int[] linkTypes,
      List<SourceLoss> losses) {
    this(
        firstPosition,
        timesNanos.length,
        data,
        offsets,
        lengths(offsets),
        originalLengths,
        timesNanos,
        linkTypes,
        losses);
  }

  private static int[] lengths(int[] offsets) {
    int[] lengths = new int[offsets.length - 1];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = offsets[i + 1] - offsets[i];
    }
    return lengths;
  }

  /** The position after the last frame. */
  public long endPosition() {
    return firstPosition + frames;
  }

  /** When the last frame was captured; 0 of a block without frames. */
  long lastTimeNanos() {
    return frames == 0 ? 0 : timesNanos[frames - 1];
  }

  int capturedLength(int frame) {
    return capturedLengths[frame];
  }
}
