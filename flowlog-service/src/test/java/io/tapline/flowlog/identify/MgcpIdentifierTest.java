package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class MgcpIdentifierTest {
  static final byte[] CREATE = Frames.text("CRCX 1204 aaln/1@gw.example MGCP 1.0\r\nC: A3C4\r\n");

  @Test
  void commands_are_named() {
    assertThat(overUdp(CREATE)).isEqualTo("mgcp");
    assertThat(overUdp(Frames.text("RSIP 7 *@gw.example mgcp 1.0\n"))).isEqualTo("mgcp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(CREATE, 0, 'X'))).isEqualTo(NOTHING);
    assertThat(overUdp(with(CREATE, 5, 'x'))).isEqualTo(NOTHING);
    assertThat(overUdp(Frames.text("CRCX 1204 a\r\n MGCP 1.0"))).isEqualTo(NOTHING);
  }
}
