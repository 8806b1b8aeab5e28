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

class OpenvpnIdentifierTest {
  static final byte[] CLIENT = hex("38 39fded2daa10a437 00 00000000");
  static final byte[] SERVER = hex("40 9421917de7267729 01 00000000 39fded2daa10a437 00000000");
  static final byte[] AUTHENTICATED =
      joined(hex("38 d67be45be5c201eb"), new byte[20], hex("000000015e3e7b98 00 00000000"));

  @Test
  void resets_of_both_ends_are_named() {
    assertThat(overUdp(CLIENT)).isEqualTo("openvpn");
    assertThat(overUdp(SERVER)).isEqualTo("openvpn");
    assertThat(overUdp(AUTHENTICATED)).isEqualTo("openvpn");
  }

  @Test
  void over_tcp_behind_their_length() {
    assertThat(overTcp(joined(hex("000e"), CLIENT))).isEqualTo("openvpn");
    assertThat(overTcp(joined(hex("001a"), SERVER))).isEqualTo("openvpn");
    assertThat(overTcp(joined(hex("000d"), CLIENT))).isEqualTo(NOTHING);
    assertThat(overTcp(CLIENT)).isEqualTo(NOTHING);
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(CLIENT, 0, 0x20))).isEqualTo(NOTHING);
    assertThat(overUdp(hex("38 00000000aa10a437 00 00000000"))).isEqualTo(NOTHING);
    assertThat(overUdp(hex("38 39fded2d00000000 00 00000000"))).isEqualTo(NOTHING);
    assertThat(overUdp(with(CLIENT, 9, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(CLIENT, 13, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SERVER, 9, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SERVER, 25, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(joined(CLIENT, new byte[1]))).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(CLIENT);
    assertNoPartIsNamed(SERVER);
  }
}
