package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnmpIdentifierTest {
  static final byte[] GET =
      hex(
          "3026 020101 0406 7075626c6963 a019 02047fffffff 020100 020100 300b 3009 06052b06010201"
              + " 0500");
  static final byte[] OF_VERSION_3 =
      hex("3017 020103 300d 020101 02027fff 040104 020103 0400 0401ff");

  @Test
  void operations_are_named() {
    assertThat(overUdp(GET)).isEqualTo("snmp");
    assertThat(overUdp(162, with(GET, 13, 0xa7))).isEqualTo("snmptrap");
    assertThat(overUdp(OF_VERSION_3)).isEqualTo("snmp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(GET, 1, 0x25))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 4, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 5, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 13, 0xa9))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 14, 0x18))).isEqualTo(NOTHING);
    assertThat(overUdp(with(OF_VERSION_3, 5, 0x31))).isEqualTo(NOTHING);
    assertThat(overTcp(GET)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(GET);
    assertNoPartIsNamed(OF_VERSION_3);
  }
}
