package io.tapline.wire.communityid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ids are the published examples of the specification. */
class CommunityIdTest {

  @ParameterizedTest
  @CsvSource({
    "6, 128.232.110.120, 34855, 66.35.250.204, 80, 1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
    "17, 192.168.1.52, 54585, 8.8.8.8, 53, 1:d/FP5EW3wiY1vCndhwleRRKHowQ=",
    "132, 192.168.170.8, 7, 192.168.170.56, 80, 1:jQgCxbku+pNGw8WPbEc/TS/uTpQ=",
    "1, 192.168.0.89, 8, 192.168.0.1, 0, 1:X0snYXpgwiv9TZtqg64sgzUn6Dk=",
    "58, fe80::200:86ff:fe05:80da, 135, fe80::260:97ff:fe07:69ea, 136,"
        + " 1:dGHyGvjMfljg6Bppwm3bg0LO8TY=",
  })
  void both_directions_have_the_published_id(
      int protocol, String source, int sourcePort, String destination, int port, String id) {
    assertThat(v1(protocol, source, sourcePort, destination, port)).isEqualTo(id);
    assertThat(v1(protocol, destination, port, source, sourcePort)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 192.168.0.89, 20, 192.168.0.1, 1, 1:tz/fHIDUHs19NkixVVoOZywde+I=",
    "58, 3ffe:507:0:1:200:86ff:fe05:80da, 3, 3ffe:507:0:1:260:97ff:fe07:69ea, 0,"
        + " 1:/OGBt9BN1ofenrmSPWYicpij2Vc=",
  })
  void a_message_without_an_answer_has_the_published_id(
      int protocol, String source, int type, String destination, int code, String id) {
    assertThat(v1(protocol, source, type, destination, code)).isEqualTo(id);
  }

  @Test
  void mapped_addresses_of_ipv6_are_hashed_as_ipv6() {
    assertThat(v1(6, "::ffff:192.0.2.1", 4660, "::ffff:198.51.100.2", 80))
        .isEqualTo("1:11/0zBWsv6D4yPdy2jHT9a+ratQ=");
    assertThat(v1(6, "2001:db8::1", 80, "::ffff:192.0.2.1", 4660))
        .isEqualTo("1:IRoZeT7nr5pc5S/h0Dzo1C1RhMA=");
    assertThat(v1(6, "192.0.2.1", 4660, "198.51.100.2", 80))
        .isEqualTo("1:yVisIOgli+OmBJJe42BimdFOR/Y=");
  }

  @Test
  void an_icmp_message_without_an_answer_keeps_its_direction() {
    assertThat(v1(1, "192.168.0.89", 3, "192.168.0.1", 1))
        .isNotEqualTo(v1(1, "192.168.0.1", 3, "192.168.0.89", 1));
  }

  @Test
  void ports_of_protocols_without_ports_do_not_count() {
    assertThat(v1(47, "10.0.0.1", 1, "10.0.0.2", 2))
        .isEqualTo(v1(47, "10.0.0.2", 0, "10.0.0.1", 0));
  }

  private static String v1(int protocol, String source, int sourcePort, String to, int port) {
    IpAddress a = IpAddresses.parse(source);
    IpAddress b = IpAddresses.parse(to);
    return CommunityId.v1(protocol, a.high(), a.low(), sourcePort, b.high(), b.low(), port);
  }
}
