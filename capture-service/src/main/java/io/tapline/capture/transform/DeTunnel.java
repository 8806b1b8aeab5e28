package io.tapline.capture.transform;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import java.lang.foreign.MemorySegment;

/**
 * Leaves of each frame its innermost IP datagram, as raw IP: what GRE, VXLAN, Geneve, GTP-U, IP in
 * IP and the other tunnels carry, or the datagram itself where it carries none. A tunnel whose
 * inside is no IP datagram, or is cut before its ports, stays closed. Fails where there is no IP.
 */
final class DeTunnel implements Transform {
  private final FrameView view = new FrameView();

  @Override
  public Outcome apply(FrameCopy frame) {
    MemorySegment bytes = MemorySegment.ofArray(frame.bytes);
    FrameOutcome outcome = view.wrap(bytes, 0, frame.length, frame.originalLength, frame.linkType);
    if (outcome != FrameOutcome.CONNECTION && outcome != FrameOutcome.FRAGMENT_WITHOUT_PORTS) {
      return Outcome.FAILED;
    }
    int start = (int) view.networkOffset();
    int length = (int) Math.min(frame.length, view.declaredEnd()) - start;
    System.arraycopy(frame.bytes, start, frame.bytes, 0, length);
    frame.length = length;
    frame.originalLength = (int) Math.max(length, view.declaredEnd() - start);
    frame.linkType = LinkTypes.RAW;
    return Outcome.KEPT;
  }
}
