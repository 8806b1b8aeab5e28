package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacnetIdentifierTest {
  static final byte[] WHO_IS = hex("810b000c 0120ffff 00ff 1008");
  static final byte[] FORWARDED = hex("81040012 0a000001bac0 0120ffff 00ff 1008");

  @Test
  void what_carries_the_network_layer_is_named() {
    assertThat(overUdp(WHO_IS)).isEqualTo("bacnet");
    assertThat(overUdp(FORWARDED)).isEqualTo("bacnet");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(WHO_IS, 1, 5))).isEqualTo(NOTHING);
    assertThat(overUdp(with(WHO_IS, 3, 11))).isEqualTo(NOTHING);
    assertThat(overUdp(with(WHO_IS, 4, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(WHO_IS, 5, 0x60))).isEqualTo(NOTHING);
    assertThat(overTcp(WHO_IS)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(WHO_IS);
    assertNoPartIsNamed(FORWARDED);
  }
}
