package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class VncIdentifierTest {
  static final byte[] VERSION = Frames.text("RFB 003.008\n");

  @Test
  void versions_are_named() {
    assertThat(overTcp(5900, VERSION)).isEqualTo("vnc");
    assertThat(overTcp(Frames.text("RFB 003.889\n"))).isEqualTo("vnc");
  }

  @Test
  void other_text_and_cut_off_versions_are_not_named() {
    assertThat(overTcp(Frames.text("RFB 3.8 \r\n  "))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("RFC 003.008\n"))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("RFB 003.008\r\n"))).isEqualTo(NOTHING);
    assertThat(overUdp(VERSION)).isEqualTo(NOTHING);
    assertNoPartIsNamed(VERSION);
  }
}
