package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.protocol.IpProtocols;
import org.junit.jupiter.api.Test;

class WellKnownPortsTest {
  @Test
  void a_name_depends_on_the_transport() {
    assertThat(WellKnownPorts.name(IpProtocols.TCP, 443)).isEqualTo("tls");
    assertThat(WellKnownPorts.name(IpProtocols.UDP, 443)).isEqualTo("quic");
    assertThat(WellKnownPorts.name(IpProtocols.TCP, 514)).isEqualTo("shell");
    assertThat(WellKnownPorts.name(IpProtocols.UDP, 514)).isEqualTo("syslog");
    assertThat(WellKnownPorts.name(IpProtocols.SCTP, 36412)).isEqualTo("s1ap");
  }

  @Test
  void an_unknown_port_has_no_name() {
    assertThat(WellKnownPorts.name(IpProtocols.TCP, 50_000)).isNull();
    assertThat(WellKnownPorts.name(IpProtocols.ICMP, 80)).isNull();
  }

  @Test
  void privileged_and_named_ports_are_servers() {
    assertThat(WellKnownPorts.isServer(IpProtocols.TCP, 1)).isTrue();
    assertThat(WellKnownPorts.isServer(IpProtocols.TCP, 5432)).isTrue();
    assertThat(WellKnownPorts.isServer(IpProtocols.TCP, 0)).isFalse();
    assertThat(WellKnownPorts.isServer(IpProtocols.UDP, 50_000)).isFalse();
    assertThat(WellKnownPorts.isServer(IpProtocols.ICMP, 8)).isFalse();
  }
}
