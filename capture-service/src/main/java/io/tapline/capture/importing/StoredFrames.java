package io.tapline.capture.importing;

import java.lang.foreign.MemorySegment;

/**
 * The frames of a stored file, one at a time: what the getters tell is of the frame that {@link
 * #next} stepped to, and is valid until the next step. For one thread.
 */
interface StoredFrames extends AutoCloseable {

  /** Steps to the next frame; false at the end. */
  boolean next();

  /** Where the frame lies. */
  MemorySegment bytes();

  long offset();

  int capturedLength();

  int originalLength();

  /** Nanoseconds since the epoch. */
  long timeNanos();

  /** LINKTYPE_ value. */
  int linkType();

  /** What is missing before or of this frame, in one sentence; empty when nothing is. */
  String loss();

  /** Frames that are missing before this one. */
  long lostFrames();

  /** At the end: frames that are missing behind the last one, told by who wrote the file. */
  default long lostAtEnd() {
    return 0;
  }

  /** At the end: why it came too early, in one sentence; empty when the file is whole. */
  String torn();

  /** How far the file was read. */
  long readBytes();

  @Override
  void close();
}
