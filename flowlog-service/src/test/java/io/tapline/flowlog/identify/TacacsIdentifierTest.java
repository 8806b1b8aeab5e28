package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TacacsIdentifierTest {
  static final byte[] START = hex("c0 01 01 00 12345678 00000008 0102030405060708");

  @Test
  void packets_are_named() {
    assertThat(overTcp(49, START)).isEqualTo("tacacs");
    assertThat(overTcp(with(START, 0, 0xc1))).isEqualTo("tacacs");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(START, 0, 0xc2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(START, 1, 4))).isEqualTo(NOTHING);
    assertThat(overTcp(with(START, 2, 0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(START, 3, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(START, 11, 9))).isEqualTo(NOTHING);
    assertThat(overUdp(START)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(START);
  }
}
