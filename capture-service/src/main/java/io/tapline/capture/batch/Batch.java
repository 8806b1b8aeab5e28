package io.tapline.capture.batch;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.capture.FileBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames in order, where they lie: in bytes of a file, with gaps between them, or one after the
 * other in memory of their own. Never changed once built. Arrays are shared, not copied: who
 * receives a batch must not write to them, reads the bytes through {@link #reading} or asks {@link
 * #requireIntact} afterwards, and calls {@link #release} once; then the bytes are gone.
 *
 * @param firstPosition position of the first frame
 * @param frames number of frames; arrays may be longer
 * @param data where the frames lie
 * @param dataBytes captured bytes of all frames together
 * @param offsets of each frame in {@code data}, ascending
 * @param capturedLengths bytes captured of each frame
 * @param originalLengths bytes of each frame on the wire
 * @param timeNanos time of each frame, nanoseconds since the epoch
 * @param linkTypes LINKTYPE_ value of each frame
 * @param losses losses before frames of this batch, or after its last
 * @param file the bytes of a file in which the frames lie, a window or a mapping; null when the
 *     bytes are the batch's own, on the heap and without gaps
 */
public record Batch(
    long firstPosition,
    int frames,
    MemorySegment data,
    int dataBytes,
    int[] offsets,
    int[] capturedLengths,
    int[] originalLengths,
    long[] timeNanos,
    int[] linkTypes,
    List<Loss> losses,
    @Nullable FileBytes file) {

  /** Position after the last frame. */
  public long endPosition() {
    return firstPosition + frames;
  }

  /**
   * The same frames under other positions: takes the place of this batch, which is not released.
   */
  public Batch shifted(long delta, List<Loss> newLosses) {
    return new Batch(
        firstPosition + delta,
        frames,
        data,
        dataBytes,
        offsets,
        capturedLengths,
        originalLengths,
        timeNanos,
        linkTypes,
        newLosses,
        file);
  }

  /**
   * Captured bytes of all frames, one after the other; not a copy when they lie so already.
   *
   * @throws Refusal FILE_CHANGED when the file became shorter
   */
  public byte[] contiguous() {
    return file == null ? ownBytes() : reading(this::gather);
  }

  private byte[] ownBytes() {
    return data.heapBase().map(byte[].class::cast).orElseThrow();
  }

  private byte[] gather() {
    byte[] bytes = new byte[dataBytes];
    int at = 0;
    for (int i = 0; i < frames; i++) {
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offsets[i], bytes, at, capturedLengths[i]);
      at += capturedLengths[i];
    }
    return bytes;
  }

  /**
   * What the function makes of the frames' bytes.
   *
   * @throws Refusal FILE_CHANGED when the file became shorter
   */
  public <T> T reading(Supplier<T> function) {
    try {
      T result = function.get();
      requireIntact();
      return result;
    } catch (InternalError e) {
      requireIntact();
      throw e;
    }
  }

  /**
   * Says that what was read of the bytes is what the file held.
   *
   * @throws Refusal FILE_CHANGED when the file became shorter
   */
  public void requireIntact() {
    if (file != null && !file.isIntact()) {
      throw new Refusal(Reason.FILE_CHANGED, file.name() + " became shorter while it was read.");
    }
  }

  /** Lets go of the bytes in which the frames lie. */
  public void release() {
    if (file != null) {
      file.release();
    }
  }
}
