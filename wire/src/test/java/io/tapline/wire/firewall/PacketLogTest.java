package io.tapline.wire.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PacketLogTest {
  private static final String HEADER = "Mar  1 00:00:07 gw kernel: Packet log: ";
  private static final String TAIL = " L=60 S=0x10 I=1 F=0x4000 T=54";

  private static FlowRecord flow(String line) {
    return new DecodedLines(new FirewallLogDecoder(2026, ZoneOffset.UTC), 0).lines(line).flow();
  }

  @Test
  void chains_may_have_hyphens_and_devices_dots_and_colons() {
    FlowRecord flow =
        flow(HEADER + "ext-in DENY eth0:1 PROTO=6 10.0.0.1:1025 10.0.0.2:80" + TAIL + " SYN (#5)");
    assertThat(flow.firewallChain).isEqualTo("ext-in");
    assertThat(flow.firewallAction).isEqualTo("deny");
    assertThat(flow.inputInterfaceName).isEqualTo("eth0:1");
    assertThat(flow.bytes).isEqualTo(60);
    assertThat(flow.tos).isEqualTo(16);
    assertThat(flow.tcpFlags).isEqualTo(2);
    assertThat(
            flow(HEADER + "input - eth0.10 PROTO=17 10.0.0.1:1 10.0.0.2:2" + TAIL).firewallAction)
        .isEqualTo("log");
  }

  @Test
  void the_device_of_forwarded_and_outgoing_packets_is_where_they_leave() {
    FlowRecord flow = flow(HEADER + "forward REJECT ppp0 PROTO=17 10.0.0.1:1 10.0.0.2:2" + TAIL);
    assertThat(flow.outputInterfaceName).isEqualTo("ppp0");
    assertThat(flow.inputInterfaceName).isEmpty();
  }

  @Test
  void where_there_are_no_ports_none_are_told() {
    FlowRecord gre = flow(HEADER + "input DENY eth0 PROTO=47 10.0.0.1:65535 10.0.0.2:65535" + TAIL);
    assertThat(gre.sourcePort + gre.destinationPort).isZero();
    String fragment = TAIL.replace("0x4000", "0x00B9");
    FlowRecord later =
        flow(HEADER + "input DENY eth0 PROTO=17 10.0.0.1:65535 10.0.0.2:65535" + fragment);
    assertThat(later.sourcePort + later.destinationPort).isZero();
    FlowRecord port =
        flow(HEADER + "input DENY eth0 PROTO=17 10.0.0.1:65535 10.0.0.2:65535" + TAIL);
    assertThat(port.destinationPort).isEqualTo(65535);
  }

  @Test
  void fwctllog_lines_tell_service_and_host_name() {
    FlowRecord flow =
        flow(
            "946684259|DENY|eth0|PERIM|output|6|tcp|10.0.0.1|a|EXT|INTERNET|29443||10.0.0.2|www|EXT|NET|80|HTTP");
    assertThat(flow.service).isEqualTo("http");
    assertThat(flow.hostname).isEqualTo("www");
    assertThat(flow.outputInterfaceName).isEqualTo("eth0");
    assertThat(flow.startNanos).isEqualTo(946_684_259_000_000_000L);
  }

  @Test
  void the_last_field_of_fwctllog_may_be_absent() {
    FlowRecord flow = flow("946684259|DENY||||1|icmp|10.0.0.1||||3||10.0.0.2||||1");
    assertThat(flow.sourcePort).isEqualTo(3);
    assertThat(flow.destinationPort).isEqualTo(1);
    assertThat(flow.inputInterfaceName).isEmpty();
  }
}
