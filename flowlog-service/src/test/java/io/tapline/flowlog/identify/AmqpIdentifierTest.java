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

class AmqpIdentifierTest {
  static final byte[] HEADER = Frames.text("AMQP\0\0\11\1");

  /** A message is published to an exchange. */
  static final byte[] PUBLISH =
      joined(hex("01 0001 00000010 003c 0028 0000 06"), Frames.text("events\1q\0"), hex("ce"));

  private static final byte[] HEARTBEAT = hex("08 0000 00000000 ce");

  @Test
  void headers_of_all_versions_are_named() {
    assertThat(overTcp(5672, HEADER)).isEqualTo("amqp");
    assertThat(overTcp(Frames.text("AMQP\0\1\0\0"))).isEqualTo("amqp");
    assertThat(overTcp(Frames.text("AMQP\3\1\0\0"))).isEqualTo("amqp");
    assertThat(overTcp(Frames.text("AMQP\1\1\0\12"))).isEqualTo("amqp");
  }

  @Test
  void frames_of_0_9_1_are_named() {
    assertThat(overTcp(PUBLISH)).isEqualTo("amqp");
    assertThat(overTcp(HEARTBEAT)).isEqualTo("amqp");
    assertThat(overTcp(hex("02 0001 0000000e 003c 0000 0000000000000005 0000 ce")))
        .isEqualTo("amqp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(HEADER, 7, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PUBLISH, 8, 61))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PUBLISH, 6, 15))).isEqualTo(NOTHING);
    assertThat(overTcp(with(HEARTBEAT, 2, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(HEADER)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_headers_and_frames_are_not_named() {
    assertNoPartIsNamed(HEADER);
    assertNoPartIsNamed(PUBLISH);
  }
}
