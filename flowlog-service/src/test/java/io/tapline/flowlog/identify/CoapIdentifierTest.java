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

class CoapIdentifierTest {
  static final byte[] GET = joined(hex("4401 1234 71727374"), Frames.text("\267sensors\4temp"));
  static final byte[] POST =
      joined(
          hex("5002 1235 3c"),
          Frames.text("host.example"),
          hex("81"),
          Frames.text("a"),
          hex("10 ff"),
          Frames.text("21.5"));

  /** A path of 13 letters, whose length takes a byte more. */
  static final byte[] LONG = joined(hex("4003 1236 bd00"), Frames.text("configuration"));

  @Test
  void requests_are_named() {
    assertThat(overUdp(5683, GET)).isEqualTo("coap");
    assertThat(overUdp(POST)).isEqualTo("coap");
    assertThat(overUdp(LONG)).isEqualTo("coap");
  }

  @Test
  void answers_and_unknown_options_are_not_named() {
    assertThat(overUdp(joined(hex("6445 1234 71727374 c0 ff"), Frames.text("22"))))
        .isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 8, 0x27))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 9, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(GET, 0, 0x49))).isEqualTo(NOTHING);
    assertThat(overTcp(GET)).isEqualTo(NOTHING);
  }

  @Test
  void a_request_for_nothing_and_cut_off_ones_are_not_named() {
    assertThat(overUdp(cut(GET, 8))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(GET, 14))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(GET, GET.length - 1))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(POST, POST.length - 4))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(LONG, 6))).isEqualTo(NOTHING);
  }
}
