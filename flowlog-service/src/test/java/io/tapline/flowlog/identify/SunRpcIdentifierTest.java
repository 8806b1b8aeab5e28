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

class SunRpcIdentifierTest {
  /** Which port has NFS, version 3, over UDP? */
  static final byte[] GET_PORT =
      hex(
          "38410001 00000000 00000002 000186a0 00000002 00000003 0000000000000000"
              + " 0000000000000000 000186a3 00000003 00000011 00000000");

  static final byte[] NFS =
      hex(
          "5a5b5c5d 00000000 00000002 000186a3 00000003 00000001 00000001 00000014 1a2b3c4d"
              + " 00000000 00000000 00000000 00000000 0000000000000000 00000004 01020304");
  static final byte[] NFS_OVER_TCP = joined(hex("80000044"), NFS);

  @Test
  void calls_are_named_by_their_program() {
    assertThat(overUdp(111, GET_PORT)).isEqualTo("sunrpc");
    assertThat(overUdp(NFS)).isEqualTo("nfs");
    assertThat(overTcp(2049, NFS_OVER_TCP)).isEqualTo("nfs");
    assertThat(overTcp(joined(hex("80000038"), GET_PORT))).isEqualTo("sunrpc");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(GET_PORT, 7, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET_PORT, 11, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET_PORT, 13, 0))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET_PORT, 19, 200))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET_PORT, 27, 9))).isEqualTo(NOTHING);
    assertThat(overTcp(with(NFS_OVER_TCP, 3, 8))).isEqualTo(NOTHING);
    assertThat(overTcp(NFS)).isEqualTo(NOTHING);
  }

  @Test
  void answers_and_cut_off_calls_are_not_named() {
    assertThat(overUdp(hex("38410001 00000001 00000000 0000000000000000 00000000 00000801")))
        .isEqualTo(NOTHING);
    assertThat(overUdp(cut(GET_PORT, 39))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(NFS_OVER_TCP, 43))).isEqualTo(NOTHING);
  }
}
