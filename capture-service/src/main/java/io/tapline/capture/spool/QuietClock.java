package io.tapline.capture.spool;

import java.util.OptionalLong;

/**
 * Decides what a silent source may promise. It looks at the clock about once a second; when nothing
 * was captured from one look to the next, every frame that is still to come was captured after the
 * earlier look: its time is promised, so the capture has a second to hand over what it holds.
 */
final class QuietClock {
  static final long LOOK_MILLIS = 1000;

  private long seenPosition = -1;
  private long lookedMillis;

  /**
   * Called often while all that was captured is sent.
   *
   * @param position after the last captured frame
   * @return the time before which no frame will come; empty when there is nothing to promise now
   */
  OptionalLong promiseMillis(long position, long nowMillis) {
    boolean steppedBack = nowMillis < lookedMillis;
    if (position != seenPosition || steppedBack) {
      seenPosition = position;
      lookedMillis = nowMillis;
      return OptionalLong.empty();
    }
    if (nowMillis - lookedMillis < LOOK_MILLIS) {
      return OptionalLong.empty();
    }
    long promised = lookedMillis;
    lookedMillis = nowMillis;
    return OptionalLong.of(promised);
  }
}
