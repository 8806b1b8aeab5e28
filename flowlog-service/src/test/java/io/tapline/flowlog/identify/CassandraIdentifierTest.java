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

class CassandraIdentifierTest {
  static final byte[] STARTUP =
      joined(
          hex("04000000 01 00000016 0001 000b"),
          Frames.text("CQL_VERSION"),
          hex("0005 332e302e30"));
  static final byte[] SUPPORTED =
      joined(
          hex("84000000 06 00000018 0001 000b"),
          Frames.text("CQL_VERSION"),
          hex("0001 0005 332e302e30"));
  static final byte[] OF_VERSION_2 =
      joined(
          hex("020000 01 00000016 0001 000b"), Frames.text("CQL_VERSION"), hex("0005 332e302e30"));

  @Test
  void both_ends_are_named() {
    assertThat(overTcp(STARTUP)).isEqualTo("cassandra");
    assertThat(overTcp(SUPPORTED)).isEqualTo("cassandra");
    assertThat(overTcp(OF_VERSION_2)).isEqualTo("cassandra");
  }

  @Test
  void a_header_alone_is_named_on_its_port_only() {
    byte[] options = hex("04000000 05 00000000");
    assertThat(overTcp(9042, options)).isEqualTo("cassandra");
    assertThat(overTcp(options)).isEqualTo(NOTHING);
    assertThat(overTcp(9042, hex("84000000 02 00000000"))).isEqualTo("cassandra");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(STARTUP, 0, 6))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STARTUP, 1, 0x20))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STARTUP, 4, 6))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STARTUP, 8, 0x17))).isEqualTo(NOTHING);
    assertThat(overTcp(with(STARTUP, 13, 'X'))).isEqualTo(NOTHING);
    assertThat(overUdp(STARTUP)).isEqualTo(NOTHING);
  }

  @Test
  void parts_are_not_named() {
    assertNoPartIsNamed(STARTUP);
    assertNoPartIsNamed(SUPPORTED);
  }
}
