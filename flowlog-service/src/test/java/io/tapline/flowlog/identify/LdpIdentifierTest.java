package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LdpIdentifierTest {
  static final byte[] HELLO =
      hex("0001 001e 0a000001 0000 0100 0014 00000001 0400 0004 000f0000 0401 0004 0a000001");

  @Test
  void messages_are_named_over_both() {
    assertThat(overUdp(646, HELLO)).isEqualTo("ldp");
    assertThat(overTcp(with(HELLO, 10, 2))).isEqualTo("ldp");
  }

  @Test
  void each_transport_has_its_own_messages() {
    assertThat(overTcp(HELLO)).isEqualTo(NOTHING);
    assertThat(overUdp(with(HELLO, 10, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(with(HELLO, 10, 0), 11, 1))).isEqualTo(NOTHING);
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(HELLO, 1, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(HELLO, 3, 0x1f))).isEqualTo(NOTHING);
    assertThat(overUdp(with(HELLO, 11, 5))).isEqualTo(NOTHING);
    assertThat(overUdp(with(HELLO, 13, 0x15))).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(HELLO);
  }
}
