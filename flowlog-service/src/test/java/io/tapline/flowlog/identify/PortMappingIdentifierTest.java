package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortMappingIdentifierTest {
  static final byte[] MAP = hex("00 01 0000 1234 1234 00000e10");
  static final byte[] ANNOUNCE = hex("0280 0000 00000000 00000021 000000000000000000000000");

  @Test
  void both_versions_are_named_on_their_ports() {
    assertThat(overUdp(5351, MAP)).isEqualTo("nat-pmp");
    assertThat(overUdp(5351, hex("0000"))).isEqualTo("nat-pmp");
    assertThat(overUdp(5350, hex("0080 0000 000021c0 a8010b01"))).isEqualTo("nat-pmp");
    assertThat(overUdp(5350, ANNOUNCE)).isEqualTo("pcp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(5351, with(MAP, 1, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(5351, joined(MAP, new byte[1]))).isEqualTo(NOTHING);
    assertThat(overUdp(5351, with(ANNOUNCE, 1, 4))).isEqualTo(NOTHING);
    assertThat(overUdp(5351, joined(ANNOUNCE, new byte[2]))).isEqualTo(NOTHING);
    assertThat(overUdp(5351, with(ANNOUNCE, 0, 1))).isEqualTo(NOTHING);
  }

  @Test
  void nothing_is_named_on_other_ports_or_over_tcp() {
    assertThat(overUdp(MAP)).isEqualTo(NOTHING);
    assertThat(overTcp(5351, ANNOUNCE)).isEqualTo(NOTHING);
  }
}
