package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BgpIdentifierTest {
  static final byte[] OPEN =
      hex("ffffffffffffffffffffffffffffffff 001d 01 04 fde8 00b4 0a000001 00");
  static final byte[] KEEPALIVE = hex("ffffffffffffffffffffffffffffffff 0013 04");

  @Test
  void messages_are_named() {
    assertThat(overTcp(OPEN)).isEqualTo("bgp");
    assertThat(overTcp(179, KEEPALIVE)).isEqualTo("bgp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(OPEN, 15, 0xfe))).isEqualTo(NOTHING);
    assertThat(overTcp(with(OPEN, 17, 0x12))).isEqualTo(NOTHING);
    assertThat(overTcp(with(OPEN, 18, 6))).isEqualTo(NOTHING);
    assertThat(overTcp(with(KEEPALIVE, 17, 0x14))).isEqualTo(NOTHING);
    assertThat(overUdp(OPEN)).isEqualTo(NOTHING);
  }
}
