package io.tapline.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolNamesTest {

  @Test
  void what_is_written_for_a_protocol_is_read_as_that_protocol() {
    IntStream.range(0, 256)
        .forEach(
            protocol -> {
              String name = ProtocolNames.name(protocol);
              assertThat(ProtocolNames.number(name)).isEqualTo(protocol);
              assertThat(ProtocolNames.number(name.toUpperCase(Locale.ROOT))).isEqualTo(protocol);
            });
  }

  @Test
  void names_of_firewalls_and_sensors_are_read() {
    assertThat(ProtocolNames.number("ICMPv6")).isEqualTo(IpProtocols.ICMPV6);
    assertThat(ProtocolNames.number("IPv6-ICMP")).isEqualTo(IpProtocols.ICMPV6);
    assertThat(ProtocolNames.number("icmp6")).isEqualTo(IpProtocols.ICMPV6);
    assertThat(ProtocolNames.number("ipencap")).isEqualTo(IpProtocols.IPV4);
    assertThat(ProtocolNames.number("ospfigp")).isEqualTo(89);
  }

  @Test
  void abbreviations_of_nfdump_are_read_from_nfdump_only() {
    assertThat(ProtocolNames.nfdumpNumber("IPIP")).isEqualTo(IpProtocols.IPV4);
    assertThat(ProtocolNames.number("IPIP")).isEqualTo(94);
    assertThat(ProtocolNames.nfdumpNumber("UDP-L")).isEqualTo(IpProtocols.UDPLITE);
    assertThat(ProtocolNames.number("UDP-L")).isEqualTo(ProtocolNames.NONE);
    assertThat(ProtocolNames.nfdumpNumber("TCP")).isEqualTo(IpProtocols.TCP);
    assertThat(ProtocolNames.nfdumpNumber("255")).isEqualTo(255);
  }

  @Test
  void other_words_and_numbers_are_no_protocol() {
    assertThat(ProtocolNames.number("")).isEqualTo(ProtocolNames.NONE);
    assertThat(ProtocolNames.number("256")).isEqualTo(ProtocolNames.NONE);
    assertThat(ProtocolNames.number("-1")).isEqualTo(ProtocolNames.NONE);
    assertThat(ProtocolNames.number("|")).isEqualTo(ProtocolNames.NONE);
  }

  @Test
  void a_rare_protocol_has_no_name_and_is_written_as_its_number() {
    assertThat(ProtocolNames.name(200)).isEqualTo("200");
    assertThat(ProtocolNames.nameOrNull(200)).isNull();
    assertThat(ProtocolNames.nameOrNull(IpProtocols.GRE)).isEqualTo("gre");
  }
}
