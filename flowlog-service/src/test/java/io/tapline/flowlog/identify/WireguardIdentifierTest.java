package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WireguardIdentifierTest {
  static final byte[] INITIATION = message(1, 148);
  static final byte[] RESPONSE = message(2, 92);

  private static byte[] message(int type, int length) {
    byte[] message = new byte[length];
    for (int at = 4; at < length - 16; at++) {
      message[at] = (byte) (at * 37 + 11);
    }
    message[0] = (byte) type;
    return message;
  }

  @Test
  void both_messages_of_the_handshake_are_named() {
    assertThat(overUdp(51_820, INITIATION)).isEqualTo("wireguard");
    assertThat(overUdp(RESPONSE)).isEqualTo("wireguard");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(INITIATION, 1, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(INITIATION, 0, 2))).isEqualTo(NOTHING);
    assertThat(overUdp(with(RESPONSE, 91, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(INITIATION)).isEqualTo(NOTHING);
  }

  @Test
  void zeros_and_cut_off_messages_are_not_named() {
    byte[] zeros = new byte[148];
    zeros[0] = 1;
    assertThat(overUdp(zeros)).isEqualTo(NOTHING);
    assertThat(overUdp(Arrays.copyOf(INITIATION, 149))).isEqualTo(NOTHING);
    assertNoPartIsNamed(INITIATION);
    assertNoPartIsNamed(RESPONSE);
  }
}
