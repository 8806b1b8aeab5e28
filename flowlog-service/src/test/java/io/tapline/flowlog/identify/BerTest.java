package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BerTest {
  private static Payload payload(String digits) {
    Payload payload = new Payload();
    byte[] bytes = hex(digits);
    payload.clear();
    payload.append(bytes, 0, bytes.length);
    return payload;
  }

  @Test
  void lengths_are_short_or_long() {
    assertThat(Ber.length(payload("0405"), 0)).isEqualTo(5);
    assertThat(Ber.length(payload("048180"), 0)).isEqualTo(128);
    assertThat(Ber.length(payload("0484 00000102"), 0)).isEqualTo(258);
    assertThat(Ber.content(payload("0484 00000102"), 0)).isEqualTo(6);
    assertThat(Ber.end(payload("00 0405"), 1)).isEqualTo(8);
  }

  @Test
  void what_is_indefinite_too_long_or_not_there_is_none() {
    assertThat(Ber.length(payload("0480"), 0)).isEqualTo(-1);
    assertThat(Ber.length(payload("0484 7fffffff"), 0)).isEqualTo(-1);
    assertThat(Ber.length(payload("0485 0000000001"), 0)).isEqualTo(-1);
    assertThat(Ber.content(payload("0482 01"), 0)).isEqualTo(-1);
    assertThat(Ber.end(payload("04"), 0)).isEqualTo(-1);
    assertThat(Ber.end(payload("0405"), -1)).isEqualTo(-1);
  }
}
