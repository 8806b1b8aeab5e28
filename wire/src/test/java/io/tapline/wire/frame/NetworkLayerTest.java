package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.IPV4_ADDRESSES;
import static io.tapline.wire.frame.SampleFrames.IPV6_ADDRESSES;
import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.UDP;
import static io.tapline.wire.frame.SampleFrames.ethernet;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static io.tapline.wire.frame.SampleFrames.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddresses;
import org.junit.jupiter.api.Test;

class NetworkLayerTest extends FrameTestBase {
  private static final int RAW = LinkTypes.RAW;
  private static final String DATA = "cafebabe";
  private static final String MAPPED =
      "00000000000000000000ffffc0000201 00000000000000000000ffffc6336402";

  @Test
  void padding_of_the_link_layer_is_no_payload() {
    assertTcpConnection(ETHERNET, ethernet(0x0800, ipv4(6, TCP + DATA) + "00".repeat(10)));
    assertThat(view.payloadOffset()).isEqualTo(14 + 20 + 20);
  }

  @Test
  void ipv4_options_are_stepped_over() {
    String header = "4600 0030 0001 0000 4006 0000" + IPV4_ADDRESSES + "01010101";
    assertTcpConnection(RAW, header + TCP + DATA);
  }

  @Test
  void a_total_length_of_zero_means_up_to_the_end() {
    String header = "4500 0000 0001 0000 4006 0000" + IPV4_ADDRESSES;
    assertTcpConnection(RAW, header + TCP + DATA);
  }

  @Test
  void the_payload_length_is_that_on_the_wire_when_less_was_captured() {
    assertThat(wrapCut(RAW, ipv4(6, TCP + DATA), 42)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(view.payloadCapturedLength()).isEqualTo(2);
  }

  @Test
  void a_total_length_beyond_the_frame_does_not_count() {
    String header = "4500 ffff 0001 0000 4006 0000" + IPV4_ADDRESSES;
    assertTcpConnection(RAW, header + TCP + DATA);
  }

  @Test
  void contradicting_ipv4_headers_are_malformed() {
    String rest = " 0001 0000 4006 0000" + IPV4_ADDRESSES + TCP;
    assertThat(wrap(228, "4400 0028" + rest)).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
    assertThat(wrap(228, "4500 0013" + rest)).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
    assertThat(wrap(228, "5500 0028" + rest)).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
  }

  @Test
  void the_first_fragment_has_ports_and_later_ones_have_not() {
    assertThat(wrap(RAW, ipv4(17, 0x2000, "1234 0035 0bb8 0000" + DATA)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.destinationPort()).isEqualTo(53);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(view.fragment()).isEqualTo(Fragment.FIRST);
    assertThat(view.fragmentId()).isEqualTo(1);
    assertThat(wrap(RAW, ipv4(17, 0x2001, DATA))).isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(view.fragment()).isEqualTo(Fragment.LATER);
    assertThat(view.fragmentId()).isEqualTo(1);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(view.payloadCapturedLength()).isZero();
    assertThat(wrap(RAW, ipv4(47, 0x2001, DATA))).isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(wrap(RAW, ipv4(50, 0x2001, DATA))).isEqualTo(FrameOutcome.CONNECTION);
  }

  @Test
  void a_first_fragment_of_eight_bytes_has_the_ports_of_tcp_and_the_second_its_flags() {
    assertThat(wrap(RAW, ipv4(6, 0x2000, "1234 0050 00003039"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isEqualTo(0x1234);
    assertThat(view.destinationPort()).isEqualTo(80);
    assertThat(view.tcpSequence()).isEqualTo(0x3039);
    assertThat(view.tcpFlags()).isZero();
    assertThat(view.tcpHeaderLength()).isEqualTo(FrameView.UNKNOWN_TCP_HEADER);
    assertThat(view.payloadLength()).isZero();

    assertThat(wrap(RAW, ipv4(6, 0x2001, "00000007 6002 0400")))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(view.tcpFlags()).isEqualTo(2);
    assertThat(view.tcpAcknowledgement()).isEqualTo(7);
    assertThat(view.tcpHeaderLength()).isEqualTo(24);
    assertThat(view.fragmentOffset()).isEqualTo(8);
    view.completeTcpHeader(24, 0x3039);
    assertThat(view.payloadLength()).isZero();
    assertThat(view.tcpSequence()).isEqualTo(0x3039);
  }

  @Test
  void a_first_fragment_may_end_within_the_options_of_tcp() {
    String header = "1234 0050 00000001 00000002 8010 ffff 0000 0000 0101080a";
    assertThat(wrap(RAW, ipv4(6, 0x2000, header))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tcpFlags()).isEqualTo(0x10);
    assertThat(view.tcpHeaderLength()).isEqualTo(32);
    assertThat(view.payloadLength()).isZero();
    assertThat(wrap(RAW, ipv4(6, 0x2003, DATA + DATA + DATA)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    view.completeTcpHeader(32, 1);
    assertThat(view.payloadLength()).isEqualTo(4);
  }

  @Test
  void a_tcp_header_that_no_fragment_follows_is_malformed_as_before() {
    assertThat(wrap(RAW, ipv4(6, "1234 0050 00003039")))
        .isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);
    assertThat(wrap(RAW, ipv6(44, "0600 0001 00000007 1234 0050 00003039")))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(wrap(RAW, ipv6(44, "0600 0000 00000007 1234 0050 00003039")))
        .isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);
  }

  @Test
  void what_is_mapped_from_ipv4_stays_ipv6() {
    String mapped = ipv6(6, TCP + DATA).replace(IPV6_ADDRESSES, MAPPED);
    assertThat(mapped).contains(MAPPED);
    assertTcpConnection(RAW, mapped);
    assertThat(view.ipVersion()).isEqualTo(6);
    assertThat(IpAddresses.format(view.sourceHigh(), view.sourceLow()))
        .isEqualTo("::ffff:192.0.2.1");
    assertThat(IpAddresses.isIpv4(view.destinationHigh(), view.destinationLow())).isFalse();
  }

  @Test
  void ipv6_extension_headers_are_stepped_over() {
    String hopByHop = "2b00 050200000000";
    String routing = "3c02" + "00".repeat(22);
    String destination = "3300 010400000000";
    String authentication = "0604 0000" + "00".repeat(20);
    assertTcpConnection(
        RAW, ipv6(0, hopByHop + routing + destination + authentication + TCP + DATA));
  }

  @Test
  void ipv6_fragments_are_told_apart() {
    assertThat(wrap(RAW, ipv6(44, "1100 0001 00000007" + UDP + DATA)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.fragment()).isEqualTo(Fragment.FIRST);
    assertThat(view.fragmentId()).isEqualTo(7);
    assertThat(wrap(RAW, ipv6(44, "1100 0009 00000007" + UDP + DATA)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
  }

  @Test
  void an_ipv6_fragment_that_is_the_whole_datagram_is_none() {
    assertThat(wrap(RAW, ipv6(44, "1100 0000 00000007" + UDP + DATA)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.fragment()).isEqualTo(Fragment.NONE);
  }

  @Test
  void a_later_fragment_that_begins_with_an_extension_header_has_no_ports_either() {
    assertThat(wrap(RAW, ipv6(44, "3c00 0009 00000007" + UDP + DATA)))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
  }

  @Test
  void ports_behind_an_authentication_header_are_found_in_ipv4_too() {
    String authentication = "0604 0000 00000100 00000001" + "aa".repeat(12);
    assertTcpConnection(RAW, ipv4(51, authentication + TCP + DATA));
    assertThat(wrap(RAW, ipv4(51, "0604 0000 00000100 00000001" + "aa".repeat(4))))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.protocol()).isEqualTo(51);
    assertThat(view.sourcePort()).isZero();
  }

  @Test
  void ipv6_extension_headers_are_followed_up_to_the_limit() {
    String option = "3c00 010400000000";
    String last = "0600 010400000000";
    assertTcpConnection(RAW, ipv6(60, option.repeat(15) + last + TCP + DATA));
    assertThat(wrap(RAW, ipv6(60, option.repeat(16) + last + TCP + DATA)))
        .isEqualTo(FrameOutcome.MALFORMED_NETWORK);
  }

  @Test
  void an_extension_header_beyond_the_datagram_is_malformed() {
    assertThat(wrap(RAW, ipv6(60, "3c00 01040000"))).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
    assertThat(wrap(RAW, ipv6(60, "3cff 010400000000"))).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
  }

  @Test
  void an_ipv6_payload_length_of_zero_means_up_to_the_end() {
    String frame = ipv6(6, TCP + DATA);
    assertTcpConnection(RAW, frame.substring(0, 8) + "0000" + frame.substring(12));
  }

  @Test
  void no_next_header_is_a_connection_without_ports() {
    assertThat(wrap(RAW, ipv6(59, ""))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.protocol()).isEqualTo(59);
  }
}
