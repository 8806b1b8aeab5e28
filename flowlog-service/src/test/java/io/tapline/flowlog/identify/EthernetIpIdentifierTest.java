package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EthernetIpIdentifierTest {
  static final byte[] REGISTER =
      hex("65000400 00000000 00000000 0102030405060708 00000000 01000000");
  static final byte[] IDENTITY = hex("63000000 00000000 00000000 0000000000000000 00000000");
  static final byte[] IDENTITIES =
      hex("63000600 00000000 00000000 0000000000000000 00000000 0100 0c00 0000");
  static final byte[] UNREGISTER = hex("66000000 01000000 00000000 0000000000000000 00000000");
  static final byte[] DATA =
      hex("0200 02800800 787b3a00e8cb5e04 b100 0c00 0300fdffffffffffffff0000");

  @Test
  void commands_and_connected_data_are_named() {
    assertThat(overTcp(REGISTER)).isEqualTo("ethernet-ip");
    assertThat(overUdp(44_818, IDENTITY)).isEqualTo("ethernet-ip");
    assertThat(overUdp(IDENTITIES)).isEqualTo("ethernet-ip");
    assertThat(overUdp(2222, DATA)).isEqualTo("ethernet-ip");
  }

  @Test
  void a_header_alone_is_named_on_its_port_only() {
    assertThat(overUdp(IDENTITY)).isEqualTo(NOTHING);
    assertThat(overTcp(44_818, UNREGISTER)).isEqualTo("ethernet-ip");
    assertThat(overTcp(UNREGISTER)).isEqualTo(NOTHING);
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(REGISTER, 0, 0x67))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REGISTER, 2, 5))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REGISTER, 8, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REGISTER, 20, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REGISTER, 24, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(IDENTITIES, 24, 0))).isEqualTo(NOTHING);
    assertThat(overUdp(with(IDENTITIES, 24, 17))).isEqualTo(NOTHING);
    assertThat(overUdp(with(DATA, 3, 0x81))).isEqualTo(NOTHING);
    assertThat(overUdp(with(DATA, 14, 0xb2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(DATA, 16, 13))).isEqualTo(NOTHING);
    assertThat(overTcp(DATA)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(REGISTER);
    assertNoPartIsNamed(DATA);
  }
}
