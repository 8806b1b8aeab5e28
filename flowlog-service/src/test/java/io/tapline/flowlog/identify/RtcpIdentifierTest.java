package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtcpIdentifierTest {
  private static final byte[] DESCRIPTION = hex("81ca0004 11223344 0108 6140622e74657374 0000");
  static final byte[] SENDER =
      joined(hex("80c80006 11223344 eb1c7a0080000000 000012c0 00000032 00001f40"), DESCRIPTION);
  static final byte[] RECEIVER =
      joined(
          hex("81c90007 11223344 55667788 00000000 00001a2b 00000010 7a008000 00010000"),
          DESCRIPTION);

  @Test
  void reports_with_a_description_are_named() {
    assertThat(overUdp(SENDER)).isEqualTo("rtcp");
    assertThat(overUdp(RECEIVER)).isEqualTo("rtcp");
    assertThat(overUdp(joined(SENDER, hex("81cb0001 11223344")))).isEqualTo("rtcp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(SENDER, 0, 0x40))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SENDER, 0, 0x81))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SENDER, 3, 7))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SENDER, 4, 0x12))).isEqualTo(NOTHING);
    assertThat(overUdp(with(SENDER, 29, 199))).isEqualTo(NOTHING);
    assertThat(overUdp(joined(SENDER, hex("00000000")))).isEqualTo(NOTHING);
  }

  @Test
  void a_report_alone_and_cut_off_packets_are_not_named() {
    assertThat(overUdp(cut(SENDER, 28))).isEqualTo(NOTHING);
    assertNoPartIsNamed(SENDER);
    assertNoPartIsNamed(RECEIVER);
  }
}
