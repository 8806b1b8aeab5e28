package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class MemcachedIdentifierTest {
  static final byte[] STATS = Frames.text("stats\r\n");
  static final byte[] DATAGRAM = joined(hex("0000 0000 0001 0000"), STATS);
  static final byte[] BINARY = hex("80 00 0001 00 00 0000 00000001 00000000 0000000000000000 61");

  @Test
  void text_binary_and_datagrams_are_named_on_their_port() {
    assertThat(overTcp(11_211, STATS)).isEqualTo("memcached");
    assertThat(overTcp(11_211, Frames.text("set a 0 0 1\r\nx\r\n"))).isEqualTo("memcached");
    assertThat(overTcp(11_211, Frames.text("STAT pid 1\r\n"))).isEqualTo("memcached");
    assertThat(overUdp(11_211, DATAGRAM)).isEqualTo("memcached");
    assertThat(overTcp(11_211, BINARY)).isEqualTo("memcached");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(11_211, with(STATS, 0, 'x'))).isEqualTo(NOTHING);
    assertThat(overUdp(11_211, with(DATAGRAM, 5, 0))).isEqualTo(NOTHING);
    assertThat(overUdp(11_211, with(DATAGRAM, 7, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(11_211, with(BINARY, 5, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(11_211, with(BINARY, 11, 2))).isEqualTo(NOTHING);
  }

  @Test
  void nothing_is_named_on_other_ports() {
    assertThat(overTcp(STATS)).isEqualTo(NOTHING);
    assertThat(overUdp(DATAGRAM)).isEqualTo(NOTHING);
  }
}
