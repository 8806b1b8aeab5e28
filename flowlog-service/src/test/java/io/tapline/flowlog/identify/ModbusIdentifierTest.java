package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModbusIdentifierTest {
  static final byte[] READ = hex("00d1 0000 0006 01 03 0001 0001");
  static final byte[] ANSWER = hex("00d1 0000 0005 01 03 02 0000");

  @Test
  void requests_answers_and_exceptions_are_named() {
    assertThat(overTcp(502, READ)).isEqualTo("modbus");
    assertThat(overTcp(502, ANSWER)).isEqualTo("modbus");
    assertThat(overTcp(502, hex("00d1 0000 0003 01 83 02"))).isEqualTo("modbus");
    assertThat(overTcp(502, hex("0000 0000 0004 00 5a 00 02"))).isEqualTo("modbus");
  }

  @Test
  void what_differs_in_one_field_keeps_the_ports_name() {
    assertThat(overTcp(502, with(READ, 2, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(502, with(READ, 5, 7))).isEqualTo(NOTHING);
    assertThat(overTcp(502, with(READ, 7, 0x63))).isEqualTo(NOTHING);
    assertThat(overTcp(502, with(ANSWER, 8, 3))).isEqualTo(NOTHING);
    assertThat(overTcp(502, hex("00d1 0000 0003 01 e3 02"))).isEqualTo(NOTHING);
    assertThat(overTcp(502, hex("00d1 0000 0002 01 03"))).isEqualTo(NOTHING);
  }

  @Test
  void nothing_is_named_on_other_ports_or_over_udp() {
    assertThat(overTcp(READ)).isEqualTo(NOTHING);
    assertThat(overUdp(502, READ)).isEqualTo(NOTHING);
  }
}
