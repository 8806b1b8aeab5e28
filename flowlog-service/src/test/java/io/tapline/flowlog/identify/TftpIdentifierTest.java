package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class TftpIdentifierTest {
  static final byte[] READ = Frames.text("\0\1boot/a.cfg\0octet\0");
  static final byte[] WRITE = Frames.text("\0\2a\0NetASCII\0blksize\0001428\0");

  @Test
  void requests_are_named() {
    assertThat(overUdp(69, READ)).isEqualTo("tftp");
    assertThat(overUdp(WRITE)).isEqualTo("tftp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(READ, 1, 3))).isEqualTo(NOTHING);
    assertThat(overUdp(with(READ, 3, 7))).isEqualTo(NOTHING);
    assertThat(overUdp(with(READ, 14, 'u'))).isEqualTo(NOTHING);
    assertThat(overUdp(Frames.text("\0\1\0octet\0"))).isEqualTo(NOTHING);
    assertThat(overTcp(READ)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(READ);
  }
}
