package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SctpIdentifierTest {
  private static final byte[] HEARTBEAT = hex("0400 0005 01 000000");
  private static final byte[] DATA = hex("0003 0014 00000001 0000 0000 00000003 01000101");

  private static @Nullable String service(byte[] chunks) {
    Payload payload = new Payload();
    payload.append(chunks, 0, chunks.length);
    Identification found = new SctpIdentifier().identify(payload);
    return found == null ? null : found.service();
  }

  @Test
  void data_is_named_by_its_payload_identifier() {
    assertThat(service(DATA)).isEqualTo("m3ua");
    assertThat(service(with(DATA, 15, 18))).isEqualTo("s1ap");
    assertThat(service(with(DATA, 15, 46))).isEqualTo("diameter");
  }

  @Test
  void chunks_before_it_are_passed_over_with_their_padding() {
    assertThat(service(joined(HEARTBEAT, DATA))).isEqualTo("m3ua");
  }

  @Test
  void unknown_identifiers_and_other_chunks_are_not_named() {
    assertThat(service(with(DATA, 15, 0))).isNull();
    assertThat(service(with(DATA, 12, 1))).isNull();
    assertThat(service(with(DATA, 3, 16))).isNull();
    assertThat(service(HEARTBEAT)).isNull();
    assertThat(service(hex("0400 0000"))).isNull();
  }
}
