package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TelnetIdentifierTest {
  static final byte[] BEGIN = hex("fffd18 fffd20 fffd23 fffd27");

  @Test
  void negotiations_are_named() {
    assertThat(overTcp(BEGIN)).isEqualTo("telnet");
    assertThat(overTcp(hex("fffb1f fffa1f00500018fff0"))).isEqualTo("telnet");
    assertThat(overTcp(23, cut(BEGIN, 3))).isEqualTo("telnet");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(BEGIN, 0, 0xfe))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BEGIN, 1, 0xff))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BEGIN, 2, 50))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BEGIN, 3, 0))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(BEGIN, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(23, BEGIN)).isEqualTo(NOTHING);
  }
}
