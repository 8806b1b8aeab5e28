package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Iec104IdentifierTest {
  static final byte[] START = hex("6804 07000000");

  /** An interrogation of the whole station. */
  static final byte[] INTERROGATION = hex("680e 00000000 6401 0600 0100 000000 14");

  private static final byte[] ACKNOWLEDGEMENT = hex("6804 01000200");

  @Test
  void unnumbered_frames_are_named_on_any_port() {
    assertThat(overTcp(START)).isEqualTo("iec-104");
    assertThat(overTcp(joined(with(START, 2, 0x0b), INTERROGATION))).isEqualTo("iec-104");
  }

  @Test
  void others_are_named_on_their_port_only() {
    assertThat(overTcp(2404, INTERROGATION)).isEqualTo("iec-104");
    assertThat(overTcp(2404, joined(INTERROGATION, ACKNOWLEDGEMENT))).isEqualTo("iec-104");
    assertThat(overTcp(INTERROGATION)).isEqualTo(NOTHING);
    assertThat(overTcp(ACKNOWLEDGEMENT)).isEqualTo(NOTHING);
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(2404, with(START, 2, 0x0f))).isEqualTo(NOTHING);
    assertThat(overTcp(2404, with(START, 5, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(2404, with(INTERROGATION, 4, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(2404, with(INTERROGATION, 1, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(2404, START)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_frames_are_not_named() {
    for (int length = 1; length < START.length; length++) {
      assertThat(overTcp(2404, cut(START, length))).isEqualTo(NOTHING);
    }
    assertThat(overTcp(2404, cut(INTERROGATION, 15))).isEqualTo(NOTHING);
    assertThat(overTcp(joined(START, hex("68")))).isEqualTo(NOTHING);
  }
}
