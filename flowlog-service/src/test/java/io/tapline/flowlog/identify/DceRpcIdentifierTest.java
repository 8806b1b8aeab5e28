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

class DceRpcIdentifierTest {
  /** A bind to the endpoint mapper. */
  static final byte[] BIND =
      hex(
          "05000b03 10000000 4800 0000 01000000 b810 b810 00000000 01000000 0000 0100"
              + " 0883afe11f5dc91191a408002b14a0fa 03000000"
              + " 045d888aeb1cc9119fe808002b104860 02000000");

  static final byte[] BIG_ENDIAN_REQUEST =
      hex("05000003 00000000 0018 0000 00000002 00000000 0000 0004");

  /** A request without a connection with a body of four bytes. */
  static final byte[] DATAGRAM =
      joined(hex("04002000 10000000"), new byte[66], hex("0400 0000 0000 01020304"));

  @Test
  void fragments_and_datagrams_are_named() {
    assertThat(overTcp(BIND)).isEqualTo("dcerpc");
    assertThat(overTcp(BIG_ENDIAN_REQUEST)).isEqualTo("dcerpc");
    assertThat(overUdp(DATAGRAM)).isEqualTo("dcerpc");
  }

  @Test
  void on_its_port_it_is_the_endpoint_mapper() {
    assertThat(overTcp(135, BIND)).isEqualTo("epmap");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(BIND, 1, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BIND, 2, 17))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BIND, 4, 0x20))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BIND, 8, 0x47))).isEqualTo(NOTHING);
    assertThat(overUdp(with(DATAGRAM, 1, 11))).isEqualTo(NOTHING);
    assertThat(overUdp(with(DATAGRAM, 74, 5))).isEqualTo(NOTHING);
    assertThat(overUdp(BIND)).isEqualTo(NOTHING);
    assertThat(overTcp(DATAGRAM)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_fragments_are_not_named() {
    assertNoPartIsNamed(BIND);
    assertNoPartIsNamed(DATAGRAM);
  }
}
