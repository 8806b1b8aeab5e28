package io.tapline.wire.nfdump;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NfdumpCsvDecoderTest {
  /** As nfdump 1.7.1 prints it. */
  private static final String HEADER =
      "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb"
          + ",svln,dvln,ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9"
          + ",mpls10,cl,sl,al,ra,eng,exid,tr";

  private static final String TAIL =
      ",0,0,0,0,1,2,64500,64501,24,16,0,0,192.0.2.254,0.0.0.0,100,0,00:00:00:00:00:00"
          + ",00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0"
          + ",0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,    1.250,    0.750,    0.000,192.0.2.1,17/1,0"
          + ",2026-11-21 03:36:50.401";

  private static final String ROW =
      row(
          "2026-03-01 00:00:00,2026-03-01"
              + " 00:00:04,3.242,10.0.0.1,192.0.2.80,49877,443,TCP,...AP.S.",
          86);

  private final NfdumpCsvDecoder decoder = new NfdumpCsvDecoder(ZoneOffset.UTC);
  private final DecodedLines decoded = new DecodedLines(decoder, 0);

  private static String row(String start, int packets) {
    return start + ",0,0," + packets + ",7256" + TAIL.substring(4);
  }

  @Test
  void a_row_is_a_flow() {
    FlowRecord flow = decoded.lines(HEADER, ROW).flow();
    assertThat(IpAddresses.format(flow.sourceHigh, flow.sourceLow)).isEqualTo("10.0.0.1");
    assertThat(IpAddresses.format(flow.destinationHigh, flow.destinationLow))
        .isEqualTo("192.0.2.80");
    assertThat(flow.sourcePort).isEqualTo(49877);
    assertThat(flow.destinationPort).isEqualTo(443);
    assertThat(flow.protocol).isEqualTo(6);
    assertThat(flow.tcpFlags).isEqualTo(0x1A);
    assertThat(flow.packets).isEqualTo(86);
    assertThat(flow.bytes).isEqualTo(7256);
    assertThat(flow.biflow).isFalse();
    assertThat(flow.inputInterface).isEqualTo(1);
    assertThat(flow.outputInterface).isEqualTo(2);
    assertThat(flow.sourceAs).isEqualTo(64500);
    assertThat(flow.destinationMask).isEqualTo(16);
    assertThat(flow.vlan).isEqualTo(100);
    assertThat(IpAddresses.format(flow.nextHopHigh, flow.nextHopLow)).isEqualTo("192.0.2.254");
    assertThat(IpAddresses.format(flow.exporterHigh, flow.exporterLow)).isEqualTo("192.0.2.1");
    assertThat(flow.observationDomain).isEqualTo(17 << 8 | 1);
    assertThat(flow.rttNanos).isEqualTo(2_000_000);
  }

  @Test
  void times_in_seconds_agree_with_the_exact_duration() {
    FlowRecord flow = decoded.lines(HEADER, ROW).flow();
    assertThat(flow.startNanos).isEqualTo(1_772_323_200_758_000_000L);
    assertThat(flow.endNanos).isEqualTo(1_772_323_204_000_000_000L);
  }

  @Test
  void times_are_of_the_zone() {
    DecodedLines prague = new DecodedLines(new NfdumpCsvDecoder(ZoneId.of("Europe/Prague")), 0);
    assertThat(prague.lines(HEADER, ROW).flow().endNanos).isEqualTo(1_772_319_604_000_000_000L);
  }

  @Test
  void icmp_is_type_dot_code_or_one_number() {
    String start = "2026-03-01 00:00:00,2026-03-01 00:00:00,0.000,2001:db8::1,2001:db8::2,0,";
    decoded.lines(
        HEADER, row(start + "128.0,ICMP6,........", 1), row(start + "259,ICMP6,........", 1));
    assertThat(
            decoded.flows.stream()
                .map(f -> f.protocol + " " + f.sourcePort + " " + f.destinationPort))
        .containsExactly("58 128 0", "58 1 3");
  }

  @Test
  void output_counters_are_the_other_direction() {
    String row = ROW.replace("86,7256,0,0", "86,7256,40,9000");
    FlowRecord flow = decoded.lines(HEADER, row).flow();
    assertThat(flow.biflow).isTrue();
    assertThat(flow.reversePackets).isEqualTo(40);
    assertThat(flow.reverseBytes).isEqualTo(9000);
  }

  @Test
  void later_headers_have_other_names_and_columns() {
    decoded.lines(
        "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bpp,bps,pps,flows",
        "2026-03-01 00:00:00.500,3.242,UDP,10.0.0.1,1025,10.0.0.2,53,1,60,60,0,0,1",
        "cnt,af,firstSeen,lastSeen,proto,srcAddr,srcPort,dstAddr,dstPort,srcAS,dstAS,input,output,flags"
            + ",srcTos,packets,bytes",
        "1,2,1772323200500,1772323201000,6,10.0.0.1,1025,10.0.0.2,53,1,2,3,4,......S.,8,1,60");
    assertThat(decoded.flows).hasSize(2);
    assertThat(decoded.flows.get(0).endNanos).isEqualTo(1_772_323_203_742_000_000L);
    assertThat(decoded.flows.get(1).endNanos).isEqualTo(1_772_323_201_000_000_000L);
    assertThat(decoded.flows.get(1).tos).isEqualTo(8);
    assertThat(decoded.flows.get(1).tcpFlags).isEqualTo(2);
  }

  @Test
  void the_summary_is_ignored_until_the_next_header() {
    decoded.lines(
        HEADER, ROW, "Summary", "flows,bytes,packets,avg_bps,avg_pps,avg_bpp", "2,3,4,5,6,7");
    decoded.lines(HEADER, "No matching flows", ROW);
    assertThat(decoded.outcomes.subList(2, 5)).containsOnly(FlowOutcome.IGNORED);
    assertThat(decoded.flows).hasSize(2);
    assertThat(decoder.counters()).containsOnly(Map.entry("ignored_summary_lines", 4L));
  }

  @Test
  void protocols_have_names_of_nfdumps_own_or_padded_numbers() {
    decoded.lines(HEADER);
    decoded.lines(protocol("STP"), protocol("UDP-L"), protocol("240  "), protocol("Rte6"));
    assertThat(decoded.flows.stream().map(flow -> flow.protocol))
        .containsExactly(118, 136, 240, 43);
  }

  private static String protocol(String name) {
    return ROW.replace("TCP", name);
  }

  @Test
  void the_row_of_a_tunnel_is_ignored_and_counted() {
    String start = "2026-03-01 00:00:00,2026-03-01 00:00:00,0.000,";
    String version4 = row(start + "0.0.0.0,0.0.0.0,0,0,IPIP,........", 0);
    String version6 = row(start + "::,::,0,0,IPIP,........", 0);
    decoded.lines(HEADER, version4.replace("7256", "0"), version6.replace("7256", "0"), ROW);
    assertThat(decoded.flows).hasSize(1);
    assertThat(decoder.counters()).containsEntry("rows_of_tunnels", 2L);
  }

  @Test
  void faulty_rows_are_counted_by_reason() {
    decoded.lines(ROW, HEADER, ROW + ",1,2", ROW.substring(0, 60), ROW.replace("TCP", "XXP"));
    assertThat(decoded.flows).isEmpty();
    assertThat(decoder.counters())
        .containsEntry("rows_before_header", 1L)
        .containsEntry("malformed_rows", 3L);
  }
}
