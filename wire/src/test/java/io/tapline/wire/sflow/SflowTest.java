package io.tapline.wire.sflow;

import static io.tapline.wire.sflow.Datagrams.TCP_FRAME;
import static io.tapline.wire.sflow.Datagrams.datagram;
import static io.tapline.wire.sflow.Datagrams.flowSample;
import static io.tapline.wire.sflow.Datagrams.header;
import static io.tapline.wire.sflow.Datagrams.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flowexport.Bytes;
import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import io.tapline.wire.flowexport.TestLimits;
import org.junit.jupiter.api.Test;

class SflowTest {
  private static final String ARP_FRAME = "ffffffffffff 020000000001 0806 0001080006040001";

  private final Exports exports = new Exports();

  private static byte[] expandedSample(byte[]... records) {
    return expandedSample(70_000, records);
  }

  private static byte[] expandedSample(long input, byte[]... records) {
    Bytes body = new Bytes().u32(1).u32(0).u32(7).u32(512).u32(1000).u32(0);
    body.u32(0).u32(input).u32(1).u32(256).u32(records.length);
    for (byte[] record : records) {
      body.raw(record);
    }
    return record(3, body.get());
  }

  @Test
  void a_sampled_header_is_a_flow_of_one_packet() {
    assertThat(exports.decode(datagram(1, 1000, flowSample(0, header(TCP_FRAME, 1518)))))
        .isEqualTo(FlowOutcome.DECODED);
    Flow flow = exports.flow();
    assertThat(flow.endpoints()).isEqualTo("10.0.0.1:1234>10.0.0.2:443/6");
    assertThat(flow.packets()).isEqualTo(1);
    assertThat(flow.bytes()).isEqualTo(1518);
    assertThat(flow.samplingInterval()).isEqualTo(400);
    assertThat(flow.tcpFlags()).isEqualTo(0x18);
    assertThat(flow.vlan()).isEqualTo(100);
    assertThat(flow.inputInterface()).isEqualTo(7);
    assertThat(flow.outputInterface()).isEqualTo(9);
    assertThat(flow.exporter()).isEqualTo("198.51.100.1");
    assertThat(flow.observationDomain()).isEqualTo(3);
    assertThat(flow.startNanos()).isEqualTo(Exports.RECEIVED);
  }

  @Test
  void an_expanded_sample_has_wide_interfaces_and_dropped_packets_have_none() {
    exports.decode(datagram(1, 1000, expandedSample(header(TCP_FRAME, 1518))));
    assertThat(exports.flow().inputInterface()).isEqualTo(70_000);
    assertThat(exports.flow().outputInterface()).isEqualTo(-1);
    assertThat(exports.flow().samplingInterval()).isEqualTo(512);
  }

  @Test
  void the_agent_itself_is_no_interface_in_expanded_samples_either() {
    exports.decode(datagram(1, 1000, expandedSample(0x3FFF_FFFF, header(TCP_FRAME, 1518))));
    exports.decode(datagram(2, 1000, expandedSample(4_000_000_000L, header(TCP_FRAME, 1518))));
    assertThat(exports.flows).extracting(Flow::inputInterface).containsExactly(-1L, 4_000_000_000L);
  }

  @Test
  void the_interface_that_took_the_sample_says_whether_the_packet_came_in_or_went_out() {
    exports.decode(datagram(1, 1000, flowSample(0, header(TCP_FRAME, 1518))));
    byte[] egress = flowSample(0, header(TCP_FRAME, 1518));
    egress[15] = 9;
    byte[] elsewhere = flowSample(0, header(TCP_FRAME, 1518));
    elsewhere[15] = 8;
    exports.decode(datagram(2, 1000, egress, elsewhere));
    assertThat(exports.flows).extracting(Flow::flowDirection).containsExactly(0, 1, -1);
  }

  @Test
  void a_sample_whose_rate_is_0_was_sampled_at_an_unknown_rate() {
    byte[] sample = flowSample(0, header(TCP_FRAME, 1518));
    sample[18] = 0;
    sample[19] = 0;
    exports.decode(datagram(1, 1000, sample));
    assertThat(exports.flow().samplingInterval()).isEqualTo(-1);
  }

  @Test
  void a_later_fragment_counts_with_port_0_whatever_else_describes_it() {
    String fragment =
        "020000000002 020000000001 0800 4500 05dc 004d 20b9 4011 0000 0a000001 0a000002"
            + "4646 4646 4646 4646";
    byte[] addresses =
        record(
            3,
            new Bytes()
                .u32(1480)
                .u32(17)
                .ipv4("10.0.0.1")
                .ipv4("10.0.0.2")
                .raw(new byte[16])
                .get());
    exports.decode(datagram(1, 1000, flowSample(0, header(fragment, 1498))));
    exports.decode(datagram(2, 1000, flowSample(0, header(fragment, 1498), addresses)));
    assertThat(exports.flows)
        .extracting(Flow::endpoints)
        .containsExactly("10.0.0.1:0>10.0.0.2:0/17", "10.0.0.1:0>10.0.0.2:0/17");
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(1498L, 1498L);
    assertThat(exports.counter("other_samples")).isZero();
  }

  @Test
  void headers_of_every_protocol_that_carries_ip_are_decoded() {
    String ip =
        "4500 0028 0001 4000 4006 0000 0a000001 0a000002"
            + "04d2 01bb 00000001 00000002 5010 ffff 0000 0000";
    String version6 =
        "6000 0000 0014 0640 20010db8000000000000000000000001 20010db8000000000000000000000002"
            + "04d2 01bb 00000001 00000002 5010 ffff 0000 0000";
    exports.decode(
        datagram(
            1,
            1000,
            flowSample(0, header(1, "020000000002 020000000001 0800" + ip, 58)),
            flowSample(0, header(7, "0021" + ip, 42)),
            flowSample(0, header(11, ip, 40)),
            flowSample(0, header(12, version6, 60)),
            flowSample(0, header(13, "00064140" + ip, 44)),
            flowSample(0, header(14, "ff03 0021" + ip, 44))));
    assertThat(exports.flows)
        .extracting(Flow::destinationPort)
        .containsExactly(443, 443, 443, 443, 443, 443);
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(58L, 42L, 40L, 60L, 44L, 44L);
    assertThat(exports.flows.get(3).source()).isEqualTo("2001:db8::1");
    assertThat(exports.flows).allMatch(flow -> flow.samplingInterval() == 400);
  }

  @Test
  void sampled_addresses_stand_for_a_header_that_is_not_there() {
    byte[] ipv4 =
        record(
            3,
            new Bytes()
                .u32(600)
                .u32(17)
                .ipv4("10.0.0.1")
                .ipv4("10.0.0.2")
                .u32(53)
                .u32(5353)
                .u32(0)
                .u32(16)
                .get());
    byte[] ipv6 =
        record(
            4,
            new Bytes()
                .u32(700)
                .u32(6)
                .ipv6(0x2001_0db8_0000_0000L, 1)
                .ipv6(0x2001_0db8_0000_0000L, 2)
                .u32(1)
                .u32(2)
                .u32(2)
                .u32(0)
                .get());
    exports.decode(datagram(1, 1000, flowSample(0, ipv4), flowSample(0, ipv6)));
    assertThat(exports.flows)
        .extracting(Flow::endpoints)
        .containsExactly("10.0.0.1:53>10.0.0.2:5353/17", "2001:db8::1:1>2001:db8::2:2/6");
    assertThat(exports.flows).extracting(Flow::bytes).containsExactly(600L, 700L);
  }

  @Test
  void extended_records_tell_the_way() {
    byte[] vlan = record(1001, new Bytes().u32(42).u32(0).u32(43).u32(0).get());
    byte[] router = record(1002, new Bytes().u32(1).ipv4("10.0.0.254").u32(24).u32(16).get());
    byte[] gateway =
        record(
            1003,
            new Bytes()
                .u32(1)
                .ipv4("10.0.0.254")
                .u32(64496)
                .u32(64497)
                .u32(64498)
                .u32(1)
                .u32(2)
                .u32(2)
                .u32(64499)
                .u32(64500)
                .u32(0)
                .u32(100)
                .get());
    byte[] nat = record(1007, new Bytes().u32(1).ipv4("192.0.2.9").u32(1).ipv4("192.0.2.10").get());
    byte[] unknown = record(0x1234_5678, new byte[12]);
    byte[] header = header(TCP_FRAME.replace("8100 0064 ", ""), 1514);
    exports.decode(datagram(1, 1000, flowSample(0, vlan, unknown, header, router, gateway, nat)));
    Flow flow = exports.flow();
    assertThat(flow.nextHop()).isEqualTo("10.0.0.254");
    assertThat(flow.sourceMask()).isEqualTo(24);
    assertThat(flow.destinationMask()).isEqualTo(16);
    assertThat(flow.sourceAs()).isEqualTo(64497);
    assertThat(flow.destinationAs()).isEqualTo(64500);
    assertThat(flow.natSource()).isEqualTo("192.0.2.9");
    assertThat(flow.natDestination()).isEqualTo("192.0.2.10");
  }

  @Test
  void the_vlan_of_the_switch_counts_where_the_frame_has_no_tag() {
    byte[] vlan = record(1001, new Bytes().u32(42).u32(0).u32(43).u32(0).get());
    byte[] header = header(TCP_FRAME.replace("8100 0064 ", ""), 1514);
    exports.decode(datagram(1, 1000, flowSample(0, vlan, header)));
    exports.decode(datagram(2, 1000, flowSample(0, header, vlan)));
    assertThat(exports.flows).extracting(Flow::vlan).containsExactly(42, 42);
  }

  @Test
  void samples_without_flows_are_counted() {
    byte[] counters = record(2, new byte[40]);
    byte[] expanded = record(4, new byte[40]);
    byte[] foreign = record(0x0010_0001, new byte[8]);
    byte[] arp = flowSample(0, header(ARP_FRAME, 64));
    exports.decode(datagram(1, 1000, counters, expanded, foreign, arp));
    assertThat(exports.flows).isEmpty();
    assertThat(exports.counter("counter_samples")).isEqualTo(2);
    assertThat(exports.counter("unknown_samples")).isEqualTo(1);
    assertThat(exports.counter("other_samples")).isEqualTo(1);
  }

  @Test
  void samples_that_the_agent_dropped_are_a_loss() {
    exports.decode(datagram(1, 1000, flowSample(100, header(TCP_FRAME, 1518))));
    exports.decode(datagram(2, 2000, flowSample(103, header(TCP_FRAME, 1518))));
    assertThat(exports.losses).extracting(FlowLoss::count).containsExactly(3L);
    assertThat(exports.counter("dropped_samples")).isEqualTo(3);
  }

  @Test
  void data_sources_that_are_too_many_are_counted() {
    Exports small = new Exports(TestLimits.builder().samplersPerDomain(1).build());
    small.decode(datagram(1, 1000, flowSample(0, header(TCP_FRAME, 1518))));
    byte[] other = expandedSample(header(TCP_FRAME, 1518));
    other[15] = 1;
    small.decode(datagram(2, 1000, other));
    assertThat(small.counter("refused_data_sources")).isEqualTo(1);
    assertThat(small.flows).hasSize(2);
  }

  @Test
  void datagrams_that_are_missing_are_told_and_repeated_ones_count_once() {
    byte[] first = datagram(1, 1000, flowSample(0, header(TCP_FRAME, 1518)));
    exports.decode(first);
    assertThat(exports.decode(first)).isEqualTo(FlowOutcome.DUPLICATE);
    exports.decode(datagram(4, 1000, flowSample(0, header(TCP_FRAME, 1518))));
    exports.finish();
    assertThat(exports.flows).hasSize(2);
    assertThat(exports.counter("lost_datagrams")).isEqualTo(2);
  }

  @Test
  void an_agent_that_began_anew_is_no_loss() {
    exports.decode(datagram(500, 1_000_000, flowSample(9, header(TCP_FRAME, 1518))));
    exports.decode(datagram(1, 1000, flowSample(0, header(TCP_FRAME, 1518))));
    exports.finish();
    assertThat(exports.losses).isEmpty();
    assertThat(exports.counter("restarts")).isEqualTo(1);
  }

  @Test
  void a_datagram_that_ends_too_early_is_malformed_and_none_of_its_samples_is_taken() {
    byte[] sample = flowSample(0, header(TCP_FRAME, 1518));
    byte[] datagram = datagram(1, 1000, sample, sample);
    assertThat(exports.decode(datagram, 0, datagram.length - 4)).isEqualTo(FlowOutcome.MALFORMED);
    assertThat(exports.flows).isEmpty();
    assertThat(exports.losses)
        .extracting(FlowLoss::description)
        .allMatch(
            text -> text.startsWith("exporter 198.51.100.1 domain 3: messages (1) contradict"));
  }
}
