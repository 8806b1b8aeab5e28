package io.tapline.wire.frame;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;

/**
 * Any bytes as any link type, whole or cut: an outcome, and nothing outside of the frame. The first
 * byte chooses the link type, the second how much is cut off.
 */
class FrameFuzzTest {
  private static final int[] LINK_TYPES = {
    1, 0, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 119, 127, 163, 192, 204, 228, 229, 276
  };

  private final FrameView view = new FrameView();
  private final FrameView verifying = new FrameView(true);

  @FuzzTest
  void any_frame_has_an_outcome(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    MemorySegment frame = MemorySegment.ofArray(bytes);
    int linkType = LINK_TYPES[(bytes[0] & 0xFF) % LINK_TYPES.length];
    int length = bytes.length - 2;
    int captured = Math.max(0, length - (bytes[1] & 0xFF));
    FrameOutcome outcome = view.wrap(frame, 2, captured, length, linkType);
    FrameOutcome verified = verifying.wrap(frame, 2, captured, length, linkType);
    if (outcome != verified && verified != FrameOutcome.BAD_CHECKSUM) {
      throw new AssertionError(outcome + " became " + verified);
    }
    if (outcome == FrameOutcome.CONNECTION) {
      requireWithin(view, 2, 2 + captured);
      FrameView quoted = view.quoted();
      if (quoted != null) {
        requireWithin(quoted, 2, 2 + captured);
      }
    }
  }

  private static void requireWithin(FrameView view, long begin, long end) {
    boolean within =
        view.payloadOffset() >= begin
            && view.payloadCapturedLength() >= 0
            && view.payloadCapturedLength() <= view.payloadLength()
            && view.payloadOffset() + view.payloadCapturedLength() <= end
            && view.tunnels().depth() <= TunnelStack.MAXIMUM_DEPTH
            && view.sourcePort() >>> 16 == 0
            && view.destinationPort() >>> 16 == 0;
    if (!within) {
      throw new AssertionError("the payload lies outside of the frame");
    }
  }
}
