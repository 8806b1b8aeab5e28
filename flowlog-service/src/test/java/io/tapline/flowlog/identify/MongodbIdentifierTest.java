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

class MongodbIdentifierTest {
  /** Is this the master? */
  static final byte[] QUERY =
      joined(
          hex("3a000000 01000000 00000000 d4070000 00000000"),
          Frames.text("admin.$cmd\0"),
          hex("00000000 ffffffff 13000000 10"),
          Frames.text("isMaster\0"),
          hex("01000000 00"));

  static final byte[] MESSAGE =
      joined(
          hex("33000000 02000000 00000000 dd070000 00000000 00 1e000000 10"),
          Frames.text("ping\0\1\0\0\0\2$db\0\6\0\0\0admin\0\0"));
  static final byte[] COMPRESSED =
      hex("1e000000 03000000 00000000 dc070000 dd070000 23000000 01 0123456789");

  @Test
  void old_new_and_compressed_messages_are_named() {
    assertThat(overTcp(27_017, QUERY)).isEqualTo("mongodb");
    assertThat(overTcp(MESSAGE)).isEqualTo("mongodb");
    assertThat(overTcp(COMPRESSED)).isEqualTo("mongodb");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(QUERY, 12, 0xd0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(QUERY, 0, 0x39))).isEqualTo(NOTHING);
    assertThat(overTcp(with(QUERY, 25, '_'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(MESSAGE, 17, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(MESSAGE, 20, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(COMPRESSED, 24, 4))).isEqualTo(NOTHING);
    assertThat(overUdp(QUERY)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_messages_are_not_named() {
    assertThat(overTcp(cut(QUERY, 16))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(QUERY, 30))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(MESSAGE, 24))).isEqualTo(NOTHING);
  }
}
