package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TdsIdentifierTest {
  static final byte[] PRELOGIN =
      hex(
          "1201002f 00000000 00001a0006 0100200001 0200210001 0300220004 0400260001 ff"
              + " 090000000000 00 00 00000000 00");
  static final byte[] LOGIN =
      Arrays.copyOf(hex("10010066 00000100 5e000000 04000074 00100000"), 102);

  @Test
  void both_ends_and_logins_are_named() {
    assertThat(overTcp(1433, PRELOGIN)).isEqualTo("ms-sql-s");
    assertThat(overTcp(with(PRELOGIN, 0, 4))).isEqualTo("ms-sql-s");
    assertThat(overTcp(LOGIN)).isEqualTo("ms-sql-s");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(PRELOGIN, 3, 0x30))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PRELOGIN, 7, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PRELOGIN, 12, 7))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PRELOGIN, 33, 0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(LOGIN, 15, 0x75))).isEqualTo(NOTHING);
    assertThat(overTcp(with(LOGIN, 8, 0x5d))).isEqualTo(NOTHING);
    assertThat(overUdp(PRELOGIN)).isEqualTo(NOTHING);
  }

  @Test
  void socks_mqtt_and_cut_off_packets_are_not_named() {
    assertThat(overTcp(hex("04010050 0a000001 00"))).isEqualTo("socks");
    assertThat(overTcp(hex("100c0004 4d515454 0402003c 0000"))).isEqualTo("mqtt");
    assertNoPartIsNamed(PRELOGIN);
    assertNoPartIsNamed(LOGIN);
  }
}
