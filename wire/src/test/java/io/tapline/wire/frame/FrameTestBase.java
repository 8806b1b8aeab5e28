package io.tapline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;

/** Wraps hand-made frames and looks at the view. */
abstract class FrameTestBase {
  static final int ETHERNET = LinkTypes.ETHERNET;
  final FrameView view = new FrameView();

  FrameOutcome wrap(int linkType, String hex) {
    byte[] frame = SampleFrames.bytes(hex);
    return view.wrap(MemorySegment.ofArray(frame), 0, frame.length, frame.length, linkType);
  }

  FrameOutcome wrapCut(int linkType, String hex, int capturedLength) {
    byte[] frame = SampleFrames.bytes(hex);
    return view.wrap(MemorySegment.ofArray(frame), 0, capturedLength, frame.length, linkType);
  }

  void assertTcpConnection(int linkType, String hex) {
    assertThat(wrap(linkType, hex)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.protocol()).isEqualTo(6);
    assertThat(view.sourcePort()).isEqualTo(0x1234);
    assertThat(view.destinationPort()).isEqualTo(80);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(view.payloadCapturedLength()).isEqualTo(4);
  }
}
