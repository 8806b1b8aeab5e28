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

class MinecraftIdentifierTest {
  static final byte[] STATUS =
      joined(hex("10 00 fd05 09"), Frames.text("a.example"), hex("63dd 01 0100"));
  static final byte[] LOGIN = joined(hex("0f 00 2f 09"), Frames.text("a.example"), hex("63dd 02"));

  @Test
  void handshakes_are_named() {
    assertThat(overTcp(STATUS)).isEqualTo("minecraft");
    assertThat(overTcp(LOGIN)).isEqualTo("minecraft");
    assertThat(overTcp(cut(STATUS, 17))).isEqualTo("minecraft");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(STATUS, 0, 0x11))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STATUS, 1, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STATUS, 4, 8))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STATUS, 6, '/'))).isEqualTo(NOTHING);
    assertThat(overTcp(joined(hex("08 00 2f 02"), Frames.text("ab"), hex("63dd 02"))))
        .isEqualTo(NOTHING);
    assertThat(overTcp(with(STATUS, 16, 4))).isEqualTo(NOTHING);
    assertThat(overTcp(joined(LOGIN, new byte[1]))).isEqualTo(NOTHING);
    assertThat(overUdp(LOGIN)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(LOGIN);
  }
}
