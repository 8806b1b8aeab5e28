package io.tapline.capture.batch;

/**
 * Frames that were not seen between two that were.
 *
 * @param beforePosition position of the first frame seen after the loss
 * @param frames frames lost; 0 when the number is not known
 * @param hop where they were lost
 * @param startNanos time of the neighbour before, nanoseconds since the epoch
 * @param endNanos time of the neighbour after, nanoseconds since the epoch
 * @param description one sentence for people
 */
public record Loss(
    long beforePosition, long frames, Hop hop, long startNanos, long endNanos, String description) {

  /** The same loss at another position. */
  public Loss at(long position) {
    return new Loss(position, frames, hop, startNanos, endNanos, description);
  }
}
