package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class MysqlIdentifierTest {
  static final byte[] GREETING = greeting("8.4.0");

  private static byte[] greeting(String version) {
    byte[] body =
        joined(
            Frames.text("\12" + version + "\0"),
            hex("2a000000"),
            Frames.text("abcdefgh\0"),
            hex("ffff ff 0200 ffdf 15 00000000000000000000"),
            Frames.text("ijklmnopqrst\0caching_sha2_password\0"));
    return joined(new byte[] {(byte) body.length, 0, 0, 0}, body);
  }

  @Test
  void greetings_are_named() {
    assertThat(overTcp(3306, GREETING)).isEqualTo("mysql");
    assertThat(overTcp(greeting("5.5.5-10.11.6-MariaDB"))).isEqualTo("mysql");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(GREETING, 0, GREETING[0] + 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(GREETING, 3, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(GREETING, 4, 9))).isEqualTo(NOTHING);
    assertThat(overTcp(with(GREETING, 5, 'v'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(GREETING, 23, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(GREETING)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_greetings_are_not_named() {
    assertNoPartIsNamed(GREETING);
  }
}
