package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class OracleIdentifierTest {
  static final byte[] CONNECT =
      joined(
          hex("00540000 01000000 013a 012c 0c41 2000 ffff 7f08 0000 0001 001a 003a"),
          new byte[30],
          Frames.text("(CONNECT_DATA=(SID=orcl)))"));

  @Test
  void a_connection_request_is_named() {
    assertThat(overTcp(CONNECT)).isEqualTo("oracle");
  }

  @Test
  void what_is_asked_for_may_follow_in_a_packet_of_its_own() {
    byte[] header = with(cut(CONNECT, 58), 1, 58);
    assertThat(overTcp(header)).isEqualTo("oracle");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(CONNECT, 1, 0x55))).isEqualTo(NOTHING);
    assertThat(overTcp(with(CONNECT, 3, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(CONNECT, 4, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(CONNECT, 8, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(CONNECT, 25, 0x19))).isEqualTo(NOTHING);
    assertThat(overTcp(with(CONNECT, 58, 'x'))).isEqualTo(NOTHING);
    assertThat(overUdp(CONNECT)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(CONNECT);
  }
}
