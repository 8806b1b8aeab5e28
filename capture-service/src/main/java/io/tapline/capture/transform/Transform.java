package io.tapline.capture.transform;

/** Changes one frame in place, or leaves it out. For one thread. */
interface Transform extends AutoCloseable {

  /** What became of a frame. */
  enum Outcome {
    KEPT,
    /** It is not wanted, as the parameters say. */
    LEFT_OUT,
    /** The transform could not do its work on this frame, which must not be written. */
    FAILED
  }

  Outcome apply(FrameCopy frame);

  @Override
  default void close() {}
}
