package io.tapline.capture.transform;

/**
 * Cuts frames that are longer.
 *
 * @param bytes kept of a frame
 */
record Truncate(int bytes) implements Transform {
  @Override
  public Outcome apply(FrameCopy frame) {
    frame.length = Math.min(frame.length, bytes);
    return Outcome.KEPT;
  }
}
