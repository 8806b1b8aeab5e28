package io.tapline.capture.batch;

import java.util.List;

/**
 * Frames in order, one after the other in {@code data}; never changed once built. Arrays are
 * shared, not copied: who receives a batch must not write to them.
 *
 * @param firstPosition position of the first frame
 * @param frames number of frames; arrays may be longer
 * @param data captured bytes of all frames
 * @param dataBytes how many bytes of {@code data} are used
 * @param capturedLengths bytes captured of each frame
 * @param originalLengths bytes of each frame on the wire
 * @param timeNanos time of each frame, nanoseconds since the epoch
 * @param linkTypes LINKTYPE_ value of each frame
 * @param losses losses before frames of this batch, or after its last
 */
public record Batch(
    long firstPosition,
    int frames,
    byte[] data,
    int dataBytes,
    int[] capturedLengths,
    int[] originalLengths,
    long[] timeNanos,
    int[] linkTypes,
    List<Loss> losses) {

  /** Position after the last frame. */
  public long endPosition() {
    return firstPosition + frames;
  }

  /** The same frames under other positions. */
  public Batch shifted(long delta, List<Loss> newLosses) {
    return new Batch(
        firstPosition + delta,
        frames,
        data,
        dataBytes,
        capturedLengths,
        originalLengths,
        timeNanos,
        linkTypes,
        newLosses);
  }
}
