package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class S7commIdentifierTest {
  static final byte[] JOB = hex("03000019 02f080 32 01 0000 0400 0008 0000 f000 0001 0001 01e0");
  static final byte[] PLUS = hex("03000010 02f080 72 01 0005 31 0000 04ca");

  @Test
  void jobs_and_the_later_protocol_are_named() {
    assertThat(overTcp(JOB)).isEqualTo("s7comm");
    assertThat(overTcp(PLUS)).isEqualTo("s7comm-plus");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(JOB, 3, 0x1a))).isEqualTo(NOTHING);
    assertThat(overTcp(with(JOB, 5, 0xe0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(JOB, 8, 5))).isEqualTo(NOTHING);
    assertThat(overTcp(with(JOB, 9, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PLUS, 8, 4))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PLUS, 7, 0x73))).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(JOB);
    assertNoPartIsNamed(PLUS);
  }
}
