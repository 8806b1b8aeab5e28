package io.tapline.capture.batch;

/** Reads the frames of a source in order of position. Used by one thread at a time. */
public interface FrameCursor extends AutoCloseable {

  /** Position of the next frame. */
  long position();

  /**
   * Adds frames to the batch until it is full or no frame is there now.
   *
   * @return whether at least one frame was added
   */
  boolean read(BatchBuilder batch);

  @Override
  void close();
}
