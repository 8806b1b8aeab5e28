package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaIdentifierTest {
  static final byte[] VERSIONS = hex("00000011 0012 0000 00000001 0007 72646b61666b61");

  @Test
  void requests_are_named() {
    assertThat(overTcp(VERSIONS)).isEqualTo("kafka");
    assertThat(overTcp(with(with(VERSIONS, 5, 3), 7, 13))).isEqualTo("kafka");
  }

  @Test
  void those_with_which_nobody_begins_are_named_on_its_port_only() {
    byte[] produce = with(VERSIONS, 5, 0);

    assertThat(overTcp(9092, produce)).isEqualTo("kafka");
    assertThat(overTcp(produce)).isEqualTo(NOTHING);
    assertThat(overTcp(9092, with(produce, 5, 93))).isEqualTo(NOTHING);
    assertThat(overTcp(9092, with(produce, 7, 19))).isEqualTo(NOTHING);
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(VERSIONS, 3, 0x12))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSIONS, 5, 19))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSIONS, 7, 5))).isEqualTo(NOTHING);
    assertThat(overTcp(with(with(VERSIONS, 5, 3), 7, 14))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSIONS, 13, 8))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSIONS, 13, 0))).isEqualTo(NOTHING);
    assertThat(overTcp(with(VERSIONS, 14, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(VERSIONS)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(VERSIONS);
  }
}
