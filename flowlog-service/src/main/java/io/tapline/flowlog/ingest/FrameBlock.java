package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceLoss;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Frames as they came, one after the other in {@code data}; checked, so that every array has an
 * entry for every frame. Never changed.
 *
 * @param firstPosition number of the first frame within its source
 * @param offsets of the frames in {@code data}, and its end
 * @param originalLengths bytes on the wire; never less than captured
 */
public record FrameBlock(
    long firstPosition,
    MemorySegment data,
    int[] offsets,
    int[] originalLengths,
    long[] timesNanos,
    int[] linkTypes,
    List<SourceLoss> losses) {

  public int frames() {
    return timesNanos.length;
  }

  /** The position after the last frame. */
  public long endPosition() {
    return firstPosition + frames();
  }

  int capturedLength(int frame) {
    return offsets[frame + 1] - offsets[frame];
  }
}
