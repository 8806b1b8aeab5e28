package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.ethernet;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static io.tapline.wire.frame.SampleFrames.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkLayerTest extends FrameTestBase {
  private static final String IPV4 = ipv4(6, TCP + "cafebabe");
  private static final String IPV6 = ipv6(6, TCP + "cafebabe");

  @Test
  void ethernet_carries_both_versions() {
    assertTcpConnection(ETHERNET, ethernet(0x0800, IPV4));
    assertThat(view.ipVersion()).isEqualTo(4);
    assertThat(view.sourceLow()).isEqualTo(0x0000_FFFF_C000_0201L);
    assertThat(view.destinationLow()).isEqualTo(0x0000_FFFF_C633_6402L);
    assertThat(view.vlan()).isZero();
    assertTcpConnection(ETHERNET, ethernet(0x86DD, IPV6));
    assertThat(view.ipVersion()).isEqualTo(6);
    assertThat(view.sourceHigh()).isEqualTo(0x2001_0DB8_0000_0000L);
    assertThat(view.destinationLow()).isEqualTo(2);
  }

  @Test
  void the_outermost_vlan_id_counts() {
    assertTcpConnection(ETHERNET, ethernet(0x8100, "6064 0800" + IPV4));
    assertThat(view.vlan()).isEqualTo(100);
    assertTcpConnection(ETHERNET, ethernet(0x88A8, "00c8 8100 0064 86dd" + IPV6));
    assertThat(view.vlan()).isEqualTo(200);
    assertTcpConnection(ETHERNET, ethernet(0x9100, "00c8 8100 0064 0800" + IPV4));
  }

  @Test
  void tags_are_followed_up_to_the_limit() {
    assertTcpConnection(ETHERNET, ethernet(0x8100, "0001 8100".repeat(7) + "0001 0800" + IPV4));
    assertThat(wrap(ETHERNET, ethernet(0x8100, "0001 8100".repeat(8) + "0001 0800" + IPV4)))
        .isEqualTo(FrameOutcome.TOO_MANY_TAGS);
  }

  @Test
  void pppoe_and_mpls_and_snap_are_opened() {
    assertTcpConnection(ETHERNET, ethernet(0x8864, "1100 0001 0042 0021" + IPV4));
    assertTcpConnection(ETHERNET, ethernet(0x8864, "1100 0001 0042 0057" + IPV6));
    assertTcpConnection(ETHERNET, ethernet(0x8847, "00010040 00020140" + IPV4));
    assertTcpConnection(ETHERNET, ethernet(0x0040, "aaaa03 000000 0800" + IPV4));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101})
  void raw_ip_is_told_apart_by_its_version(int linkType) {
    assertTcpConnection(linkType, IPV4);
    assertTcpConnection(linkType, IPV6);
    assertThat(wrap(linkType, "00".repeat(40)))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
  }

  @Test
  void raw_ip_of_one_version_refuses_the_other() {
    assertTcpConnection(228, IPV4);
    assertTcpConnection(229, IPV6);
    assertThat(wrap(228, IPV6)).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
    assertThat(wrap(229, IPV4)).isEqualTo(FrameOutcome.MALFORMED_NETWORK);
  }

  @Test
  void linux_cooked_of_both_versions() {
    assertTcpConnection(113, "0000 0001 0006 020000000001 0000 0800" + IPV4);
    assertTcpConnection(276, "86dd 0000 00000002 0001 00 06 0200000000010000" + IPV6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000002", "02000000"})
  void loopback_of_either_byte_order(String family) {
    assertTcpConnection(0, family + IPV4);
    assertTcpConnection(108, family + IPV4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000a", "18000000", "1c000000", "1e000000"})
  void loopback_knows_the_families_of_every_system(String family) {
    assertTcpConnection(0, family + IPV6);
  }

  @Test
  void ppp_with_and_without_framing_and_compression() {
    assertTcpConnection(9, "ff03 0021" + IPV4);
    assertTcpConnection(9, "0057" + IPV6);
    assertTcpConnection(50, "21" + IPV4);
    assertTcpConnection(51, "1100 0001 0042 0021" + IPV4);
    assertTcpConnection(104, "0f00 0800" + IPV4);
  }

  @Test
  void cisco_hdlc_in_a_capture_of_ppp_is_known_by_its_address() {
    assertTcpConnection(9, "0f00 0800" + IPV4);
    assertTcpConnection(50, "8f00 86dd" + IPV6);
    assertTcpConnection(204, "00 0f00 0800" + IPV4);
  }

  @Test
  void frame_relay_of_two_encapsulations() {
    assertTcpConnection(107, "1841 03 cc" + IPV4);
    assertTcpConnection(107, "1840 0041 03 8e" + IPV6);
    assertTcpConnection(107, "1841 03 00 80 000000 0800" + IPV4);
    assertTcpConnection(107, "1841 03 cf 0021" + IPV4);
    assertTcpConnection(107, "1841 0800" + IPV4);
    assertThat(wrap(107, "1841 03 08" + IPV4)).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(107, "1841 03 00 80 0080c2 0007" + IPV4))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(107, "1840 0040 0041 0800" + IPV4)).isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(107, "1841 03")).isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(107, "1840")).isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(107, "1841 03 00 80 00")).isEqualTo(FrameOutcome.TRUNCATED_LINK);
  }

  @Test
  void ppp_behind_a_direction() {
    assertTcpConnection(204, "01 ff03 0021" + IPV4);
  }

  @Test
  void ethernet_over_mpls_is_told_by_its_type_with_and_without_control_word() {
    String mpls = ethernet(0x8847, "00010140");
    assertTcpConnection(ETHERNET, mpls + ethernet(0x0800, IPV4));
    assertTcpConnection(ETHERNET, mpls + "00000000" + ethernet(0x0800, IPV4));
    assertTcpConnection(ETHERNET, mpls + "00000000" + ethernet(0x86DD, IPV6));
    assertThat(wrap(ETHERNET, mpls + "00000000" + ethernet(0x88CC, "00".repeat(28))))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
  }

  @Test
  void ip_over_mpls_stays_ip_where_its_address_looks_like_an_ethertype() {
    String ip = ipv4(6, TCP + "cafebabe").replace("c0000201", "08004501");
    assertTcpConnection(ETHERNET, ethernet(0x8847, "00010140" + ip));
    assertThat(view.sourceLow()).isEqualTo(0x0000_FFFF_0800_4501L);
    assertTcpConnection(ETHERNET, ethernet(0x8847, "00010140" + ip + "0000"));
  }

  @Test
  void macsec_is_readable_only_without_encryption() {
    assertTcpConnection(ETHERNET, ethernet(0x88E5, "0000 00000001 0800" + IPV4));
    assertTcpConnection(ETHERNET, ethernet(0x88E5, "2000 00000001 0000000000000001 0800" + IPV4));
    assertThat(wrap(ETHERNET, ethernet(0x88E5, "2c00 00000001" + "5a".repeat(40))))
        .isEqualTo(FrameOutcome.ENCRYPTED_LINK);
    assertThat(wrap(ETHERNET, ethernet(0x88E5, "2000 00000001")))
        .isEqualTo(FrameOutcome.TRUNCATED_LINK);
  }

  @Test
  void tags_of_switches_are_stepped_over() {
    assertTcpConnection(ETHERNET, ethernet(0x8926, "00010002 0800" + IPV4));
    assertTcpConnection(ETHERNET, ethernet(0x8926, "00010002 8100 0005 0800" + IPV4));
    assertThat(view.vlan()).isEqualTo(5);
    assertTcpConnection(ETHERNET, ethernet(0x8909, "0101 0001 0007 86dd" + IPV6));
    assertTcpConnection(ETHERNET, ethernet(0x9200, "0064 8100 00c8 0800" + IPV4));
    assertThat(view.vlan()).isEqualTo(100);
    assertThat(wrap(ETHERNET, ethernet(0x8926, "00010002 08")))
        .isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(ETHERNET, ethernet(0x8926, "00010002 8926".repeat(8) + "00010002 0800" + IPV4)))
        .isEqualTo(FrameOutcome.TOO_MANY_TAGS);
  }

  @Test
  void frames_within_frames_are_opened() {
    assertTcpConnection(ETHERNET, ethernet(0x88E7, "00010203" + ethernet(0x0800, IPV4)));
    String customer = ethernet(0x8100, "0007 86dd" + IPV6);
    assertTcpConnection(ETHERNET, ethernet(0x88A8, "0064 88e7 00010203" + customer));
    assertThat(view.vlan()).isEqualTo(100);
    assertTcpConnection(ETHERNET, ethernet(0x8903, "0060" + ethernet(0x0800, IPV4)));
    assertThat(wrap(ETHERNET, ethernet(0x8903, "0060" + ethernet(0x88CC, "00".repeat(28)))))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(ETHERNET, ethernet(0x88E7, "0001"))).isEqualTo(FrameOutcome.TRUNCATED_LINK);
  }

  @Test
  void netfilter_log_messages_carry_the_datagram_in_one_attribute() {
    String prefix = "0a00 0a00 6677 3a20 0000 0000";
    assertTcpConnection(239, "0200 0005 0800 0100 08000300" + prefix + "3000 0900" + IPV4);
    assertTcpConnection(239, "0a00 0005 0008 0001 08000300 0044 0009" + IPV6);
    assertThat(wrap(239, "0200 0005 0800 0100 08000300"))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(239, "0200 0005 0800 0100 0800")).isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(239, "0200 0005 0300 0100 08000300")).isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(239, "0207 0005 0800 0100 08000300")).isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(239, "0200 00")).isEqualTo(FrameOutcome.TRUNCATED_LINK);
  }

  @Test
  void per_packet_information_names_what_follows() {
    String ethernet = ethernet(0x0800, IPV4);
    assertTcpConnection(192, "0000 0c00 01000000 cafebabe" + ethernet);
    assertThat(wrap(192, "0000 0400 01000000" + ethernet)).isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(192, "0000 0800 c0000000".repeat(9))).isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(192, "0000 ff00 01000000" + ethernet)).isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(192, "0000 0800 fa000000" + ethernet))
        .isEqualTo(FrameOutcome.UNSUPPORTED_LINK_TYPE);
  }

  @Test
  void what_carries_no_ip_is_named() {
    assertThat(wrap(ETHERNET, ethernet(0x0806, "00".repeat(28)))).isEqualTo(FrameOutcome.ARP);
    assertThat(wrap(ETHERNET, ethernet(0x88CC, "00".repeat(28))))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(ETHERNET, ethernet(0x0026, "424203" + "00".repeat(35))))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(9, "c021 01010004")).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(wrap(0, "00000007" + IPV4)).isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(view.unsupportedType()).isEqualTo(FrameView.NO_TYPE);
    assertThat(wrap(250, IPV4)).isEqualTo(FrameOutcome.UNSUPPORTED_LINK_TYPE);
    assertThat(view.unsupportedType()).isEqualTo(250);
    assertThat(wrap(ETHERNET, ethernet(0x88CC, "00".repeat(28))))
        .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    assertThat(view.unsupportedType()).isEqualTo(0x88CC);
    assertThat(wrap(ETHERNET, "")).isEqualTo(FrameOutcome.EMPTY);
    assertThat(wrapCut(ETHERNET, ethernet(0x0800, IPV4), -1)).isEqualTo(FrameOutcome.EMPTY);
  }

  @Test
  void every_outcome_has_a_label_in_lower_case() {
    assertThat(FrameOutcome.values()).startsWith(FrameOutcome.CONNECTION);
    assertThat(FrameOutcome.FRAGMENT_WITHOUT_PORTS.label()).isEqualTo("fragment_without_ports");
  }
}
