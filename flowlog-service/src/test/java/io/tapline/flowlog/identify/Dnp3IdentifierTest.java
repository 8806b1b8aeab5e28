package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Dnp3IdentifierTest {
  /** The link is reset. */
  static final byte[] RESET = hex("0564 05c0 0100 0004 e921");

  /** Classes are read. */
  static final byte[] READ = hex("0564 0bc4 0700 0100 403a c0c1013c0206 52c3");

  @Test
  void frames_are_named_over_both_transports() {
    assertThat(overTcp(RESET)).isEqualTo("dnp3");
    assertThat(overUdp(READ)).isEqualTo("dnp3");
  }

  @Test
  void a_frame_with_a_wrong_byte_is_not_named() {
    for (int at = 0; at < 10; at++) {
      assertThat(overTcp(with(RESET, at, RESET[at] ^ 1))).as("byte %d", at).isEqualTo(NOTHING);
    }
  }

  @Test
  void socks_and_cut_off_frames_are_not_named() {
    assertThat(overTcp(hex("050100"))).isEqualTo("socks");
    assertNoPartIsNamed(RESET);
  }
}
