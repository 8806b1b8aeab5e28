package io.tapline.capture.transform;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;

/**
 * Cuts what follows the transport header, of the innermost datagram where datagrams are tunnelled.
 * Fails where no such header is found.
 */
final class StripPayload implements Transform {
  private final FrameView view = new FrameView();

  @Override
  public Outcome apply(FrameCopy frame) {
    MemorySegment bytes = MemorySegment.ofArray(frame.bytes);
    FrameOutcome outcome = view.wrap(bytes, 0, frame.length, frame.originalLength, frame.linkType);
    if (outcome != FrameOutcome.CONNECTION) {
      return Outcome.FAILED;
    }
    frame.length = (int) Math.min(frame.length, view.payloadOffset());
    return Outcome.KEPT;
  }
}
