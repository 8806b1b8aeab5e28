package io.tapline.wire.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import io.tapline.wire.text.WordCache;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetfilterTest {
  private static final String MAC = "MAC=52:54:00:00:00:01:52:54:00:00:00:02:08:00 ";
  private static final String TCP =
      "IN=eth0 OUT= "
          + MAC
          + "SRC=198.51.100.7 DST=192.0.2.1 LEN=60 TOS=0x08 PREC=0x20 TTL=49 ID=54321 DF PROTO=TCP"
          + " SPT=40000 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0 OPT (020405B40402) UID=1000 GID=1000 MARK=0x1";
  private static final String HOST = "Mar  1 00:00:07 gw kernel: ";

  private final FirewallLogDecoder decoder = new FirewallLogDecoder(2026, ZoneOffset.UTC);
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  private FlowRecord flow(String line) {
    return new DecodedLines(decoder, 0).lines(line).flow();
  }

  @Test
  void a_line_is_a_flow_of_one_packet() {
    FlowRecord flow = flow(HOST + "[12345.678901] [UFW BLOCK] " + TCP);
    assertThat(flow.startNanos).isEqualTo(nanos("2026-03-01T00:00:07Z"));
    assertThat(flow.endNanos).isEqualTo(flow.startNanos);
    assertThat(flow.packets).isEqualTo(1);
    assertThat(flow.bytes).isEqualTo(60);
    assertThat(flow.protocol).isEqualTo(6);
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("198.51.100.7");
    assertThat(IpAddresses.format(flow.destinationHigh, flow.destinationLow))
        .isEqualTo("192.0.2.1");
    assertThat(flow.sourcePort).isEqualTo(40000);
    assertThat(flow.destinationPort).isEqualTo(22);
    assertThat(flow.tcpFlags).isEqualTo(2);
    assertThat(flow.tos).isEqualTo(8);
    assertThat(flow.inputInterfaceName).isEqualTo("eth0");
    assertThat(flow.outputInterfaceName).isEmpty();
    assertThat(flow.firewallAction).isEqualTo("block");
    assertThat(flow.firewallChain).isEqualTo("UFW BLOCK");
  }

  @Test
  void udp_counts_the_datagram_not_its_payload() {
    FlowRecord flow =
        flow(
            HOST
                + "DROP IN=br0 OUT=eth1 PHYSIN=vnet0 SRC=10.0.0.1 DST=10.0.0.2 LEN=78 TOS=0x00 PREC=0x00"
                + " TTL=64 ID=1 PROTO=UDP SPT=137 DPT=138 LEN=58");
    assertThat(flow.bytes).isEqualTo(78);
    assertThat(flow.protocol).isEqualTo(17);
    assertThat(flow.inputInterfaceName).isEqualTo("br0");
    assertThat(flow.outputInterfaceName).isEqualTo("eth1");
    assertThat(flow.firewallAction).isEqualTo("drop");
  }

  @Test
  void the_ports_of_a_bridge_are_named_where_nothing_else_is() {
    FlowRecord flow =
        flow(
            HOST
                + "IN= OUT= PHYSIN=vnet0 PHYSOUT=vnet1 SRC=10.0.0.1 DST=10.0.0.2 LEN=78 PROTO=2 VPROTO=8100 VID=7");
    assertThat(flow.inputInterfaceName).isEqualTo("vnet0");
    assertThat(flow.outputInterfaceName).isEqualTo("vnet1");
    assertThat(flow.protocol).isEqualTo(2);
    assertThat(flow.vlan).isEqualTo(7);
    assertThat(flow.firewallChain).isEmpty();
    assertThat(flow.firewallAction).isEqualTo("log");
  }

  @Test
  void the_packet_that_an_icmp_error_quotes_is_left_out() {
    FlowRecord flow =
        flow(
            HOST
                + "IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=88 TOS=0x00 PREC=0xC0 TTL=64 ID=2 PROTO=ICMP TYPE=3"
                + " CODE=4 [SRC=172.16.0.9 DST=172.16.0.8 LEN=1500 TOS=0x00 PREC=0x00 TTL=63 ID=3 DF PROTO=TCP"
                + " INCOMPLETE [8 bytes] ] MTU=1400");
    assertThat(flow.protocol).isEqualTo(1);
    assertThat(flow.sourcePort).isEqualTo(3);
    assertThat(flow.destinationPort).isEqualTo(4);
    assertThat(flow.bytes).isEqualTo(88);
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
  }

  @Test
  void ipv6_lines_have_traffic_class_and_whole_addresses() {
    FlowRecord flow =
        flow(
            HOST
                + "filter_IN_public_DROP: IN=eth0 OUT= "
                + "SRC=fe80:0000:0000:0000:0000:0000:0000:0001 DST=ff02:0000:0000:0000:0000:0000:0000:0002 LEN=56"
                + " TC=224 HOPLIMIT=255 FLOWLBL=0 PROTO=ICMPv6 TYPE=133 CODE=0");
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("fe80::1");
    assertThat(flow.protocol).isEqualTo(58);
    assertThat(flow.sourcePort).isEqualTo(133);
    assertThat(flow.tos).isEqualTo(224);
    assertThat(flow.bytes).isEqualTo(56);
  }

  @Test
  void a_fragment_behind_the_first_has_no_ports() {
    FlowRecord flow =
        flow(
            HOST
                + "IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=1500 TOS=0x00 PREC=0x00 TTL=64 ID=1 MF FRAG:185 PROTO=UDP");
    assertThat(flow.sourcePort + flow.destinationPort).isZero();
    assertThat(flow.protocol).isEqualTo(17);
  }

  @Test
  void all_flags_are_taken_and_sequence_numbers_are_none() {
    FlowRecord flow = flow(HOST + TCP.replace("SYN", "CWR ECE URG ACK PSH RST SYN FIN"));
    assertThat(flow.tcpFlags).isEqualTo(0xFF);
    assertThat(flow(HOST + TCP.replace("WINDOW", "SEQ=1 ACK=7 WINDOW")).tcpFlags).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "[UFW BLOCK] , block, UFW BLOCK",
    "[UFW AUDIT INVALID] , audit, UFW AUDIT INVALID",
    "[UFW LIMIT BLOCK] , block, UFW LIMIT BLOCK",
    "[UFW ALLOW] , allow, UFW ALLOW",
    "FINAL_REJECT: , reject, FINAL_REJECT",
    "filter_IN_public_REJECT: , reject, filter_IN_public_REJECT",
    "STATE_INVALID_DROP: , drop, STATE_INVALID_DROP",
    "Shorewall:net-fw:DROP:, drop, Shorewall:net-fw:DROP",
    "iptables denied: , deny, iptables denied",
    "nft accepted , accept, nft accepted",
    "[WAN_LOCAL-default-D], drop, WAN_LOCAL-default-D",
    "[WAN_IN-10-A], accept, WAN_IN-10-A",
    "dropbox: , log, dropbox",
    "'', log, ''",
  })
  void the_action_is_read_from_the_prefix(String prefix, String action, String chain) {
    String padded = prefix.endsWith(":") || prefix.contains("-") ? prefix : prefix + " ";
    FlowRecord flow = flow(HOST + "[    1.5] " + padded + TCP);
    assertThat(flow.firewallAction).isEqualTo(action);
    assertThat(flow.firewallChain).isEqualTo(chain);
  }

  @Test
  void a_prefix_may_touch_the_first_field() {
    assertThat(flow(HOST + "DROP:" + TCP).firewallChain).isEqualTo("DROP");
    assertThat(flow(HOST + "SPAIN=" + TCP).firewallChain).isEqualTo("SPAIN=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mar  1 00:00:07 gw kernel: |2026-03-01T00:00:07Z",
        "Mar 01 00:00:07.250 gw kernel: |2026-03-01T00:00:07.250Z",
        "Sun Mar  1 00:00:07 2026 kern.warn kernel: |2026-03-01T00:00:07Z",
        "Mar  1 2025 00:00:07 gw kernel: |2025-03-01T00:00:07Z",
        "<4>Mar  1 00:00:07 gw kernel: |2026-03-01T00:00:07Z",
        "<4>Mar  1 00:00:07 kernel: |2026-03-01T00:00:07Z",
        "<4>Mar  1 00:00:07 gw |2026-03-01T00:00:07Z",
        "<4>1 2026-03-01T01:00:07.000250+01:00 gw kernel - - - |2026-03-01T00:00:07.000250Z",
        "<4>1 2026-03-01T00:00:07Z gw kernel - - [a b=\"x ] y\"][c] [  1.2] |2026-03-01T00:00:07Z",
        "2026-03-01T00:00:07.5-00:30 gw kernel: [1.5]  |2026-03-01T00:30:07.5Z",
        "2026-03-01T01:00:07+0100 gw kernel: [1.5][   T12] |2026-03-01T00:00:07Z",
        "2026-03-01 00:00:07 gw kernel: |2026-03-01T00:00:07Z",
        "1772323207.000001 gw kernel: |2026-03-01T00:00:07.000001Z",
        "Mar  1 00:00:07 gw ulogd[99]: |2026-03-01T00:00:07Z",
      })
  void headers_of_all_kinds_are_read(String header, String time) {
    FlowRecord flow = flow(header + (header.endsWith(" ") ? "" : " ") + "DROP " + TCP);
    assertThat(flow.startNanos).isEqualTo(nanos(time));
    assertThat(flow.firewallChain).isEqualTo("DROP");
  }

  @Test
  void a_datagram_without_time_has_the_time_of_its_coming() {
    decoded.at(nanos("2026-03-01T00:00:09Z")).datagram("<4>[12.5] DROP " + TCP + "\n");
    assertThat(decoded.flow().startNanos).isEqualTo(nanos("2026-03-01T00:00:09Z"));
    assertThat(decoded.flow().firewallChain).isEqualTo("DROP");
  }

  @Test
  void the_journals_lines_are_read_also_with_the_message_as_bytes() {
    String bytes = numbers("DROP " + TCP);
    decoded.lines(
        "{\"__REALTIME_TIMESTAMP\":\"1772323207000250\",\"_TRANSPORT\":\"kernel\","
            + "\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"DROP "
            + TCP
            + "\"}",
        "{\"MESSAGE\":[" + bytes + "],\"__REALTIME_TIMESTAMP\":\"1772323207000250\"}");
    assertThat(decoded.flows).hasSize(2);
    assertThat(DecodedLines.fields(decoded.flows.get(0)))
        .isEqualTo(DecodedLines.fields(decoded.flows.get(1)));
    assertThat(decoded.flows.get(0).startNanos).isEqualTo(nanos("2026-03-01T00:00:07.000250Z"));
  }

  private static String numbers(String text) {
    StringBuilder numbers = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      numbers.append(numbers.isEmpty() ? "" : ",").append(b);
    }
    return numbers.toString();
  }

  @Test
  void what_users_write_into_lines_of_other_programs_is_no_packet() {
    decoded.lines(
        "Mar  1 00:00:07 gw sshd[99]: Invalid user " + TCP,
        "Mar  1 00:00:07 gw sudo: bob ; COMMAND=/bin/echo " + TCP,
        "2026-03-01T00:00:07Z gw app[1]: " + TCP,
        "<13>1 2026-03-01T00:00:07Z gw logger - - - " + TCP,
        "{\"__REALTIME_TIMESTAMP\":\"1772323207000250\",\"SYSLOG_IDENTIFIER\":\"bob\",\"MESSAGE\":\""
            + TCP
            + "\"}",
        "Mar  1 00:00:07 gw kernel: usb 1-1: new device",
        "Mar  1 00:00:07 gw kernel: IN=eth0 OUT= ARP HTYPE=1 PTYPE=0x0800 OPCODE=1 IPSRC=10.0.0.1",
        "",
        "   ",
        "last message repeated 3 times");
    assertThat(decoded.flows).isEmpty();
    assertThat(decoded.outcomes).containsOnly(FlowOutcome.IGNORED);
    assertThat(decoder.counters()).containsEntry("ignored_lines_of_other_programs", 5L);
  }

  @Test
  void faulty_packet_lines_are_counted_by_reason() {
    decoded.lines(
        HOST + "IN=eth0 OUT= SRC=10.0.0.1 DST=nowhere LEN=1 PROTO=TCP",
        HOST + "IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=1",
        "[12.5] DROP " + TCP,
        HOST + "Packet log: input DENY eth0 garbage",
        "946684259|DENY|eth0|PERIM|output|6",
        "{\"MESSAGE\":");
    assertThat(decoded.outcomes).containsOnly(FlowOutcome.MALFORMED);
    assertThat(decoder.counters())
        .containsEntry("netfilter_lines_without_addresses", 1L)
        .containsEntry("netfilter_lines_without_protocol", 1L)
        .containsEntry("lines_without_time", 1L)
        .containsEntry("malformed_packet_log_lines", 1L)
        .containsEntry("malformed_fwctllog_lines", 1L)
        .containsEntry("malformed_json_lines", 1L);
  }

  @Test
  void a_line_beyond_the_limit_is_refused_and_counted() {
    byte[] line = (HOST + TCP + " ".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
    assertThat(decoded.bytes(line)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(decoder.counters()).containsEntry("lines_too_long", 1L);
  }

  @Test
  void latin_1_is_read_where_it_is_no_utf_8() {
    byte[] line = HexFormat.of().parseHex("44C3A44220" + "E4F6");
    assertThat(new WordCache().word(line, 0, 4)).isEqualTo("DäB");
    assertThat(new WordCache().word(line, 5, 7)).isEqualTo("äö");
  }

  private static long nanos(String instant) {
    Instant time = Instant.parse(instant);
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
