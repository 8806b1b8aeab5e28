package io.tapline.flowlog.checkpoint;

/**
 * Frames that were lost between two that were seen. Known again by the frame after it, the hop and
 * the time, so that a repeated message counts it once.
 *
 * @param frames 0 when the number is not known
 */
public record SourceLoss(
    long beforePosition,
    long frames,
    String hop,
    long startNanos,
    long endNanos,
    String description) {

  /** Both as one; of the same frame, hop and start. */
  public SourceLoss and(SourceLoss other) {
    return new SourceLoss(
        beforePosition,
        frames + other.frames,
        hop,
        startNanos,
        Math.max(endNanos, other.endNanos),
        description.isEmpty() ? other.description : description);
  }
}
