package io.tapline.capture.batch;

/** Takes frames as they are captured, from one thread. */
@FunctionalInterface
public interface FrameSink {

  /**
   * One frame. The bytes are valid during the call only.
   *
   * @param frame captured bytes
   * @param length how many of them, from index 0
   * @param originalLength length on the wire, in bytes
   * @param timeNanos nanoseconds since the epoch
   * @param linkType LINKTYPE_ value
   */
  void frame(byte[] frame, int length, int originalLength, long timeNanos, int linkType);

  /** Many frames. They are valid during the call only. */
  default void frames(CapturedFrames frames) {
    frames.copyEach(this);
  }
}
