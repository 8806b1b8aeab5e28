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

class OpcUaIdentifierTest {
  static final byte[] HELLO =
      joined(
          hex("48454c46 33000000 00000000 ffff0000 ffff0000 00000000 00000000 13000000"),
          Frames.text("opc.tcp://a.example"));
  static final byte[] ACKNOWLEDGE =
      hex("41434b46 1c000000 00000000 ffff0000 ffff0000 00000000 00000000");
  static final byte[] OPEN =
      joined(
          hex("4f504e46 41000000 00000000 31000000"),
          Frames.text("http://opcfoundation.org/UA/SecurityPolicy#None\0\0"));

  @Test
  void hello_acknowledgement_and_channel_are_named() {
    assertThat(overTcp(HELLO)).isEqualTo("opc-ua");
    assertThat(overTcp(ACKNOWLEDGE)).isEqualTo("opc-ua");
    assertThat(overTcp(OPEN)).isEqualTo("opc-ua");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(HELLO, 4, 0x34))).isEqualTo(NOTHING);
    assertThat(overTcp(with(HELLO, 32, 'h'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(ACKNOWLEDGE, 3, 'C'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(OPEN, 16, 'x'))).isEqualTo(NOTHING);
    assertThat(overUdp(HELLO)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(HELLO);
    assertNoPartIsNamed(ACKNOWLEDGE);
    assertNoPartIsNamed(OPEN);
  }
}
