package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class RtspIdentifierTest {
  static final byte[] REQUEST =
      Frames.text("DESCRIBE rtsp://camera.example/1 RTSP/1.0\r\nCSeq: 2\r\n\r\n");
  static final byte[] ANSWER = Frames.text("RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: SETUP\r\n\r\n");

  @Test
  void requests_and_answers_are_named() {
    assertThat(overTcp(554, REQUEST)).isEqualTo("rtsp");
    assertThat(overTcp(ANSWER)).isEqualTo("rtsp");
    assertThat(overTcp(Frames.text("OPTIONS * RTSP/2.0\r\nCSeq: 1\r\n\r\n"))).isEqualTo("rtsp");
  }

  @Test
  void other_protocols_with_the_same_methods_are_not_named() {
    assertThat(overTcp(Frames.text("OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n")))
        .isEqualTo("http");
    assertThat(overTcp(Frames.text("OPTIONS sip:a.example SIP/2.0\r\n\r\n"))).isEqualTo("sip");
    assertThat(overTcp(Frames.text("RTSP/1.0 is old\r\n"))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("PLAY it again\r\n"))).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_lines_are_not_named() {
    assertThat(overTcp(cut(REQUEST, 40))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(REQUEST, 42))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(ANSWER, 11))).isEqualTo(NOTHING);
    assertThat(overUdp(REQUEST)).isEqualTo(NOTHING);
  }
}
