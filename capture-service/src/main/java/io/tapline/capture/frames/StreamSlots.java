package io.tapline.capture.frames;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import java.util.concurrent.atomic.AtomicInteger;

/** How many streams of frames and packets may be open at once. */
public final class StreamSlots {
  private final int maxStreams;
  private final AtomicInteger open = new AtomicInteger();

  public StreamSlots(int maxStreams) {
    this.maxStreams = maxStreams;
  }

  /**
   * Takes one, which {@link #giveBack} ends.
   *
   * @throws Refusal STREAM_LIMIT
   */
  void take() {
    if (open.incrementAndGet() > maxStreams) {
      open.decrementAndGet();
      throw new Refusal(
          Reason.STREAM_LIMIT,
          "The sensor has its limit of "
              + maxStreams
              + " frame streams (tapline.capture.frames.max-streams).");
    }
  }

  void giveBack() {
    open.decrementAndGet();
  }
}
