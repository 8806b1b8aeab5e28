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

class KerberosIdentifierTest {
  /** An AS-REQ with the options of its body only. */
  static final byte[] REQUEST = hex("6a19 3017 a103020105 a20302010a a40b3009a00703050040810010");

  static final byte[] ERROR =
      hex(
          "7e2b 3029 a003020105 a10302011e a411180f32303236313132373132303030305a a505020301e240"
              + " a603020119");
  static final byte[] REQUEST_OVER_TCP = joined(hex("0000001b"), REQUEST);

  @Test
  void requests_and_errors_are_named() {
    assertThat(overUdp(88, REQUEST)).isEqualTo("kerberos");
    assertThat(overUdp(ERROR)).isEqualTo("kerberos");
    assertThat(overTcp(REQUEST_OVER_TCP)).isEqualTo("kerberos");
    assertThat(overTcp(joined(hex("0000002d"), ERROR))).isEqualTo("kerberos");
  }

  @Test
  void another_version_or_type_is_not_named() {
    assertThat(overUdp(with(REQUEST, 8, 4))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 13, 12))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 0, 0x6b))).isEqualTo(NOTHING);
    assertThat(overUdp(with(REQUEST, 0, 0x6e))).isEqualTo(NOTHING);
  }

  @Test
  void a_length_that_does_not_agree_is_not_named() {
    assertThat(overTcp(with(REQUEST_OVER_TCP, 3, 0x1c))).isEqualTo(NOTHING);
    assertThat(overTcp(REQUEST)).isEqualTo(NOTHING);
    assertNoPartIsNamed(REQUEST);
    assertNoPartIsNamed(ERROR);
  }
}
