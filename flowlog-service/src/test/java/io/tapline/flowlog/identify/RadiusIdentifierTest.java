package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RadiusIdentifierTest {
  static final byte[] REQUEST =
      joined(hex("01 2a 001d"), new byte[16], hex("0103 61 0406 0a000001"));
  static final byte[] ACCOUNTING = joined(hex("04 2a 001a"), new byte[16], hex("2806 00000001"));

  @Test
  void access_and_accounting_are_named_on_their_ports() {
    assertThat(overUdp(1812, REQUEST)).isEqualTo("radius");
    assertThat(overUdp(1813, ACCOUNTING)).isEqualTo("radius-acct");
    assertThat(overUdp(3799, with(REQUEST, 0, 43))).isEqualTo("radius");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(1812, with(REQUEST, 0, 6))).isEqualTo(NOTHING);
    assertThat(overUdp(1812, with(REQUEST, 3, 0x1c))).isEqualTo(NOTHING);
    assertThat(overUdp(1812, with(REQUEST, 21, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(1812, with(REQUEST, 24, 7))).isEqualTo(NOTHING);
    assertThat(overUdp(REQUEST)).isEqualTo(NOTHING);
    assertThat(overTcp(1812, REQUEST)).isEqualTo(NOTHING);
  }
}
