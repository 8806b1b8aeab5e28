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

class EthereumIdentifierTest {
  static final byte[] PING =
      joined(
          new byte[96],
          hex("01 01 dc 04 cb 847f000001 82765f 82765f c9840a000001825fc480 845fffffff"));
  static final byte[] FIND_NODE =
      joined(new byte[96], hex("00 03 f847 b840"), new byte[64], hex("845fffffff"));

  @Test
  void pings_and_questions_are_named() {
    assertThat(overUdp(PING)).isEqualTo("ethereum");
    assertThat(overUdp(FIND_NODE)).isEqualTo("ethereum");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(PING, 96, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(PING, 97, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(PING, 98, 0xdf))).isEqualTo(NOTHING);
    assertThat(overUdp(with(PING, 99, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(with(FIND_NODE, 99, 0x48))).isEqualTo(NOTHING);
    assertThat(overUdp(with(FIND_NODE, 101, 0x41))).isEqualTo(NOTHING);
    assertThat(overTcp(PING)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(PING);
    assertNoPartIsNamed(FIND_NODE);
  }
}
