package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class GitIdentifierTest {
  static final byte[] REQUEST = Frames.text("002agit-upload-pack /a.git\0host=a.example\0");

  @Test
  void requests_are_named() {
    assertThat(overTcp(REQUEST)).isEqualTo("git");
    assertThat(overTcp(Frames.text("001bgit-receive-pack /a.git\0"))).isEqualTo("git");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(REQUEST, 3, 'f'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REQUEST, 2, 'x'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(REQUEST, 4, 'G'))).isEqualTo(NOTHING);
    assertThat(overUdp(REQUEST)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(REQUEST);
  }
}
