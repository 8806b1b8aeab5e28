package io.tapline.capture.importing;

import io.tapline.wire.capture.FileBytes;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.frame.LinkTypes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stored file, one at a time: what the getters tell is of the frame that {@link
 * #next} stepped to, and is valid until the next step. For one thread.
 */
interface StoredFrames extends AutoCloseable {
  /** LINKTYPE_USER0: lines, records and messages of files, which are no packets. */
  int NO_PACKET = LinkTypes.USER0;

  /** Steps to the next frame; false at the end. */
  boolean next();

  /**
   * Looks whether a file that is being received has more bytes; segments handed out before may
   * become invalid.
   *
   * @param whole whether no more bytes will come: what was held back as a part is a frame now
   */
  default void refresh(boolean whole) throws IOException {}

  /** Where the frame lies. */
  MemorySegment bytes();

  /** What the frame lies in, for who retains it; null when {@link #next} overwrites it: copy it. */
  default @Nullable FileBytes fileBytes() {
    return null;
  }

  long offset();

  int capturedLength();

  default int originalLength() {
    return capturedLength();
  }

  /** Nanoseconds since the epoch. */
  long timeNanos();

  /** LINKTYPE_ value. */
  default int linkType() {
    return NO_PACKET;
  }

  /** What is missing before or of this frame, in one sentence; empty when nothing is. */
  default String loss() {
    return "";
  }

  /** How much is missing before or of this frame; 0 when that is not known. */
  default long lost() {
    return 0;
  }

  /** What {@link #lost} counts. */
  default LossUnit lostUnit() {
    return LossUnit.FRAMES;
  }

  /** At the end: what is missing behind the last frame, in one sentence; empty when nothing is. */
  default String lossAtEnd() {
    return "";
  }

  /** At the end: frames that are missing behind the last one; 0 when that is not known. */
  default long lostAtEnd() {
    return 0;
  }

  /** At the end: why it came too early; empty for a whole file. */
  String torn();

  /** How far the file was read. */
  long readBytes();

  @Override
  void close();
}
