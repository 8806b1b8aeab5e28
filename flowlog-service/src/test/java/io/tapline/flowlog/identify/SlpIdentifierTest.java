package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class SlpIdentifierTest {
  static final byte[] REQUEST =
      Frames.text(
          "\2\1\0\0\64\40\0\0\0\0\0\7\0\2en\0\0\0\23service:printer:lpr\0\7DEFAULT\0\0\0\0");
  static final byte[] ACKNOWLEDGEMENT = Frames.text("\2\5\0\0\22\0\0\0\0\0\0\7\0\2en\0\0");
  static final byte[] REQUEST_OF_VERSION_1 =
      Frames.text("\1\1\0\43\0\0en\0\3\0\11\0\0\0\23service:printer:lpr");

  @Test
  void both_versions_are_named() {
    assertThat(overUdp(REQUEST)).isEqualTo("svrloc");
    assertThat(overUdp(ACKNOWLEDGEMENT)).isEqualTo("svrloc");
    assertThat(overTcp(REQUEST)).isEqualTo("svrloc");
    assertThat(overUdp(REQUEST_OF_VERSION_1)).isEqualTo("svrloc");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(REQUEST, 0, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 1, 12))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 4, 0x35))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 6, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 14, 0))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST_OF_VERSION_1, 5, 1))).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_messages_are_not_named() {
    assertNoPartIsNamed(REQUEST);
    assertNoPartIsNamed(REQUEST_OF_VERSION_1);
  }
}
