package io.tapline.wire.eve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import org.junit.jupiter.api.Test;

class EveDecoderTest {
  private static final String FLOW =
      """
      {"timestamp":"2026-03-01T01:05:00.100000+0100","flow_id":1234567890123456,"in_iface":"eth0",\
      "event_type":"flow","vlan":[100,7],"src_ip":"10.0.0.1","src_port":40000,"dest_ip":"192.0.2.80",\
      "dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":5,"pkts_toclient":6,\
      "bytes_toserver":430,"bytes_toclient":2396,"start":"2026-03-01T01:00:00.000123+0100",\
      "end":"2026-03-01T01:00:01.500124+0100","age":1,"state":"closed","reason":"timeout",\
      "alerted":false},"metadata":{"flowbits":["a"]},"community_id":"1:x",\
      "tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"13","syn":true,"state":"closed"},\
      "host":"sensor-1"}""";
  private static final String NETFLOW =
      """
      {"timestamp":"2026-03-01T00:00:09.000000+0000","event_type":"netflow","src_ip":"2001:db8::1",\
      "src_port":40000,"dest_ip":"2001:db8::2","dest_port":53,"proto":"UDP","app_proto":"failed",\
      "netflow":{"pkts":2,"bytes":180,"start":"2026-03-01T00:00:00.000000+0000",\
      "end":"2026-03-01T00:00:02.000000+0000","age":2,"min_ttl":64,"max_ttl":64}}""";

  private final EveDecoder decoder = new EveDecoder();
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  @Test
  void a_flow_event_is_a_flow_with_both_directions() {
    FlowRecord flow = decoded.lines(FLOW).flow();
    assertThat(flow.startNanos).isEqualTo(1_772_323_200_000_123_000L);
    assertThat(flow.endNanos - flow.startNanos).isEqualTo(1_500_001_000L);
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
    assertThat(flow.destinationPort).isEqualTo(443);
    assertThat(flow.protocol).isEqualTo(6);
    assertThat(flow.biflow).isTrue();
    assertThat(flow.packets).isEqualTo(5);
    assertThat(flow.bytes).isEqualTo(430);
    assertThat(flow.reversePackets).isEqualTo(6);
    assertThat(flow.reverseBytes).isEqualTo(2396);
    assertThat(flow.tcpFlags).isEqualTo(0x1B);
    assertThat(flow.reverseTcpFlags).isEqualTo(0x13);
    assertThat(flow.service).isEqualTo("tls");
    assertThat(flow.vlan).isEqualTo(100);
    assertThat(flow.inputInterfaceName).isEqualTo("eth0");
    assertThat(flow.endReason).describedAs("end of flow detected").isEqualTo(3);
  }

  @Test
  void a_member_of_another_kind_does_not_disturb_those_behind_it() {
    String odd =
        FLOW.replaceFirst("\"flow_id\"", "\"icmp_type\":{\"src_ip\":\"10.9.9.9\"},\"flow_id\"");
    FlowRecord flow = decoded.lines(odd).flow();
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
  }

  @Test
  void a_netflow_event_is_one_direction() {
    FlowRecord flow = decoded.lines(NETFLOW).flow();
    assertThat(flow.biflow).isFalse();
    assertThat(flow.packets).isEqualTo(2);
    assertThat(flow.bytes).isEqualTo(180);
    assertThat(flow.service).describedAs("failed is no service").isEmpty();
    assertThat(flow.endNanos - flow.startNanos).isEqualTo(2_000_000_000L);
  }

  @Test
  void members_may_come_in_any_order() {
    String late =
        FLOW.replace("\"event_type\":\"flow\",", "")
            .replace("\"host\":", "\"event_type\":\"flow\",\"host\":");
    FlowRecord expected = decoded.lines(FLOW).flow();
    FlowRecord flow = new DecodedLines(new EveDecoder(), 0).lines(late).flow();
    assertThat(DecodedLines.fields(flow)).isEqualTo(DecodedLines.fields(expected));
  }

  @Test
  void icmp_has_type_and_code() {
    String icmp =
        NETFLOW
            .replace("\"src_port\":40000,", "\"icmp_type\":1,")
            .replace("\"dest_port\":53,", "\"icmp_code\":4,")
            .replace("\"UDP\"", "\"IPv6-ICMP\"");
    FlowRecord flow = decoded.lines(icmp).flow();
    assertThat(flow.protocol).isEqualTo(58);
    assertThat(flow.sourcePort).isEqualTo(1);
    assertThat(flow.destinationPort).isEqualTo(4);
  }

  @Test
  void a_tunnel_is_named_and_reasons_are_those_of_ipfix() {
    String tunnelled =
        FLOW.replace(
                "\"host\":",
                "\"tunnel\":{\"src_ip\":\"10.9.9.9\",\"proto\":\"GRE\",\"depth\":1},\"host\":")
            .replace("\"timeout\"", "\"shutdown\"");
    FlowRecord flow = decoded.lines(tunnelled).flow();
    assertThat(flow.tunnel).isEqualTo("gre");
    assertThat(flow.endReason).isEqualTo(4);
  }

  @Test
  void other_events_are_ignored() {
    decoded.lines(
        FLOW.replace("\"event_type\":\"flow\"", "\"event_type\":\"alert\""),
        "{\"timestamp\":\"2026-03-01T00:00:09.000000+0000\",\"event_type\":\"stats\",\"stats\":{}}",
        "{}");
    assertThat(decoded.outcomes).containsOnly(FlowOutcome.IGNORED);
    assertThat(decoded.flows).isEmpty();
  }

  @Test
  void faulty_lines_are_counted_by_reason() {
    decoded.lines(
        FLOW.substring(0, FLOW.length() - 10),
        "[1]",
        FLOW.replace("10.0.0.1", "nowhere"),
        FLOW.replace("2026-03-01T01:00:00", "2026-13-01T01:00:00"),
        FLOW.replace("\"pkts_toserver\":5", "\"pkts_toserver\":-5"),
        "{\"event_type\":\"flow\",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}");
    assertThat(decoded.flows).isEmpty();
    assertThat(decoder.counters())
        .containsEntry("malformed_json_lines", 3L)
        .containsEntry("malformed_flow_events", 3L);
  }
}
