package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsakmpIdentifierTest {
  static final byte[] IKE_2 =
      hex("0011223344556677 0000000000000000 29202208 00000000 00000024 00000008 00004006");
  static final byte[] MAIN_MODE =
      hex(
          "8899aabbccddeeff 0000000000000000 01100200 00000000 00000028 0000000c 00000001"
              + " 00000001");
  static final byte[] BESIDE_ESP = joined(new byte[4], IKE_2);

  @Test
  void both_versions_are_named() {
    assertThat(overUdp(500, IKE_2)).isEqualTo("isakmp");
    assertThat(overUdp(MAIN_MODE)).isEqualTo("isakmp");
  }

  @Test
  void what_shares_a_port_with_esp_has_its_name() {
    assertThat(overUdp(4500, BESIDE_ESP)).isEqualTo("ipsec-nat-t");
    assertThat(overUdp(BESIDE_ESP)).isEqualTo("ipsec-nat-t");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(IKE_2, 17, 0x30))).isEqualTo(NOTHING);
    assertThat(overUdp(with(IKE_2, 18, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(IKE_2, 19, 0x40))).isEqualTo(NOTHING);
    assertThat(overUdp(with(IKE_2, 27, 0x25))).isEqualTo(NOTHING);
    assertThat(overUdp(with(MAIN_MODE, 18, 34))).isEqualTo(NOTHING);
    assertThat(overTcp(IKE_2)).isEqualTo(NOTHING);
  }

  @Test
  void esp_and_cut_off_messages_are_not_named() {
    assertThat(overUdp(4500, hex("00001234 00000001 2020220800000000 00000024")))
        .isEqualTo(NOTHING);
    assertNoPartIsNamed(IKE_2);
    assertNoPartIsNamed(BESIDE_ESP);
  }
}
