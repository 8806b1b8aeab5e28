package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class BitcoinIdentifierTest {
  static final byte[] VERSION =
      joined(
          hex("f9beb4d9"), Frames.text("version\0\0\0\0\0"), hex("05000000 01020304 7f11010000"));

  @Test
  void messages_of_known_networks_are_named() {
    assertThat(overTcp(VERSION)).isEqualTo("bitcoin");
    assertThat(overTcp(joined(hex("0b110907"), Frames.text("verack"), new byte[14])))
        .isEqualTo("bitcoin");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(VERSION, 0, 0xf8))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSION, 4, 'V'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSION, 4, 0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSION, 15, 'x'))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(VERSION, 23))).isEqualTo(NOTHING);
    assertThat(overUdp(VERSION)).isEqualTo(NOTHING);
  }
}
