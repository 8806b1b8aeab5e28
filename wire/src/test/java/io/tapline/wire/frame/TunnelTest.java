package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.UDP;
import static io.tapline.wire.frame.SampleFrames.bytes;
import static io.tapline.wire.frame.SampleFrames.ethernet;
import static io.tapline.wire.frame.SampleFrames.hex16;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static io.tapline.wire.frame.SampleFrames.ipv6;
import static io.tapline.wire.frame.SampleFrames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TunnelTest extends FrameTestBase {
  private static final int RAW = LinkTypes.RAW;
  private static final String INNER = ipv4(6, TCP + "cafebabe");
  private static final String INNER_6 = ipv6(6, TCP + "cafebabe");
  private static final String FRAME = ethernet(0x0800, INNER);
  private static final String TEREDO_INNER =
      "60000000 0018 06 40 20010000000000000000000000000001 20010db8000000000000000000000002"
          + TCP
          + "cafebabe";

  private void assertInside(String hex, TunnelKind kind, long id) {
    assertTcpConnection(RAW, hex);
    assertThat(view.tunnels().depth()).isEqualTo(1);
    assertThat(view.tunnels().kind(0)).isEqualTo(kind);
    assertThat(view.tunnels().id(0)).isEqualTo(id);
  }

  private void assertOutside(String hex, int protocol, int destinationPort) {
    assertThat(wrap(RAW, hex)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().depth()).isZero();
    assertThat(view.protocol()).isEqualTo(protocol);
    assertThat(view.destinationPort()).isEqualTo(destinationPort);
    assertThat(view.sourceLow()).isEqualTo(0x0000_FFFF_C000_0201L);
  }

  private static String gtp(String rest) {
    return "30ff" + hex16(bytes(rest).length) + "00001267" + rest;
  }

  @Test
  void ip_in_ip_of_all_four_kinds() {
    assertInside(ipv4(4, INNER), TunnelKind.IPIP, -1);
    assertInside(ipv4(41, INNER_6), TunnelKind.IPV6_IN_IPV4, -1);
    assertInside(ipv6(4, INNER), TunnelKind.IPV4_IN_IPV6, -1);
    assertInside(ipv6(41, INNER_6), TunnelKind.IPV6_IN_IPV6, -1);
    assertOutside(ipv4(4, INNER_6), 4, 0);
    assertInside(ipv4(137, "00010140" + INNER), TunnelKind.MPLS_IN_IP, -1);
    assertInside(ipv4(97, "3000" + FRAME), TunnelKind.ETHERIP, -1);
    assertOutside(ipv4(97, "4000" + FRAME), 97, 0);
  }

  @Test
  void gre_with_all_of_its_fields() {
    assertInside(ipv4(47, "0000 0800" + INNER), TunnelKind.GRE, -1);
    assertInside(ipv4(47, "0000 86dd" + INNER_6), TunnelKind.GRE, -1);
    assertInside(ipv4(47, "8000 0800 ffff0000" + INNER), TunnelKind.GRE, -1);
    assertInside(
        ipv4(47, "b000 0800 ffff0000 80000007 00000001" + INNER), TunnelKind.GRE, 1L << 31 | 7);
    assertInside(ipv4(47, "2000 6558 00000009" + FRAME), TunnelKind.GRE, 9);
    assertInside(ipv4(47, "0000 8847 00010140" + INNER), TunnelKind.GRE, -1);
    assertOutside(ipv4(47, "4000 0800 00000000" + INNER), 47, 0);
    assertOutside(ipv4(47, "0000 88cc" + INNER), 47, 0);
    assertOutside(ipv4(47, "0002 0800" + INNER), 47, 0);
  }

  @Test
  void pptp_carries_ppp_in_the_other_version_of_gre() {
    assertInside(ipv4(47, "3001 880b 0034 0101 00000001 ff03 0021" + INNER), TunnelKind.PPTP, 257);
    assertInside(
        ipv4(47, "3081 880b 0034 0101 00000001 00000001 0021" + INNER), TunnelKind.PPTP, 257);
    assertOutside(ipv4(47, "2081 880b 0000 0101 00000001"), 47, 0);
  }

  @Test
  void erspan_of_three_types() {
    assertInside(ipv4(47, "0000 88be" + FRAME), TunnelKind.ERSPAN, -1);
    assertInside(ipv4(47, "1000 88be 00000001 1001 0064 00000000" + FRAME), TunnelKind.ERSPAN, 100);
    String type3 = "1000 22eb 00000001 2001 0064 00000000 0000";
    assertInside(ipv4(47, type3 + "0000" + FRAME), TunnelKind.ERSPAN, 100);
    assertInside(ipv4(47, type3 + "0001" + "00".repeat(8) + FRAME), TunnelKind.ERSPAN, 100);
    assertOutside(ipv4(47, "1000 88be 00000001 2001 0064 00000000" + FRAME), 47, 0);
  }

  @Test
  void vxlan_on_both_ports() {
    assertInside(ipv4(17, udp(50000, 4789, "08000000 00006400" + FRAME)), TunnelKind.VXLAN, 100);
    assertInside(
        ipv4(17, udp(50000, 8472, "88000007 ffffff00" + FRAME)), TunnelKind.VXLAN, 0xffffff);
    assertOutside(ipv4(17, udp(50000, 4789, "00000000 00006400" + FRAME)), 17, 4789);
    assertOutside(ipv4(17, udp(50000, 4789, "f7ffffff 00006400" + FRAME)), 17, 4789);
  }

  @Test
  void reserved_bits_of_vxlan_are_ignored() {
    assertInside(ipv4(17, udp(50000, 4789, "08000000 00006401" + FRAME)), TunnelKind.VXLAN, 100);
    assertInside(ipv4(17, udp(50000, 4789, "ffffffff 000064ff" + FRAME)), TunnelKind.VXLAN, 100);
  }

  @Test
  void vxlan_gpe_names_what_it_carries() {
    String nsh = "0fc6 01 03 00000a05" + "00".repeat(16);
    TunnelKind kind = TunnelKind.VXLAN_GPE;
    assertInside(ipv4(17, udp(50000, 4790, "08000000 00006400" + FRAME)), kind, 100);
    assertInside(ipv4(17, udp(50000, 4790, "0c000001 00006400" + INNER)), kind, 100);
    assertInside(ipv4(17, udp(50000, 4790, "0c000002 00006400" + INNER_6)), kind, 100);
    assertInside(ipv4(17, udp(50000, 4790, "0c000003 00006400" + FRAME)), kind, 100);
    assertInside(ipv4(17, udp(50000, 4790, "0c000004 00006400" + nsh + FRAME)), kind, 100);
    assertInside(ipv4(17, udp(50000, 4790, "0c000005 00006400 00010140" + INNER)), kind, 100);
    assertOutside(ipv4(17, udp(50000, 4790, "0c000007 00006400" + INNER)), 17, 4790);
    assertOutside(ipv4(17, udp(50000, 4790, "0d000001 00006400" + INNER)), 17, 4790);
    assertOutside(ipv4(17, udp(50000, 4790, "1c000001 00006400" + INNER)), 17, 4790);
    assertOutside(ipv4(17, udp(50000, 4790, "0c000004 00006400 0001" + FRAME)), 17, 4790);
  }

  @Test
  void a_network_service_header_is_stepped_over_in_ethernet_and_gre() {
    String nsh = "0fc2 02 01 00000aff";
    assertTcpConnection(ETHERNET, ethernet(0x894F, nsh + INNER));
    assertInside(ipv4(47, "0000 894f" + nsh + INNER), TunnelKind.GRE, -1);
    assertThat(wrap(ETHERNET, ethernet(0x894F, "0fc1 02 01 00000aff" + INNER)))
        .isEqualTo(FrameOutcome.MALFORMED_LINK);
    assertThat(wrap(ETHERNET, ethernet(0x894F, "0fc2 02 01")))
        .isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(ETHERNET, ethernet(0x894F, "0fc2 02 04 00000aff".repeat(9) + INNER)))
        .isEqualTo(FrameOutcome.TOO_MANY_TAGS);
  }

  @Test
  void geneve_with_options() {
    assertInside(ipv4(17, udp(50000, 6081, "0000 6558 00000500" + FRAME)), TunnelKind.GENEVE, 5);
    assertInside(
        ipv4(17, udp(50000, 6081, "0240 0800 00000500 0000000100000000" + INNER)),
        TunnelKind.GENEVE,
        5);
    assertOutside(ipv4(17, udp(50000, 6081, "4000 6558 00000500" + FRAME)), 17, 6081);
    assertOutside(ipv4(17, udp(50000, 6081, "0080 6558 00000500" + FRAME)), 17, 6081);
  }

  @Test
  void gtp_u_with_and_without_extensions() {
    assertInside(ipv4(17, udp(2152, 2152, gtp(INNER))), TunnelKind.GTP_U, 0x1267);
    assertInside(ipv4(17, udp(2152, 3000, gtp(INNER_6))), TunnelKind.GTP_U, 0x1267);
    String optional = "0000 00 00";
    String extended = "0000 00 85 01 1009 00";
    String length = hex16(bytes(optional + INNER).length);
    assertInside(
        ipv4(17, udp(2152, 2152, "32ff" + length + "00001267" + optional + INNER)),
        TunnelKind.GTP_U,
        0x1267);
    length = hex16(bytes(extended + INNER).length);
    assertInside(
        ipv4(17, udp(2152, 2152, "34ff" + length + "00001267" + extended + INNER)),
        TunnelKind.GTP_U,
        0x1267);
  }

  @Test
  void what_is_no_user_data_stays_plain_udp() {
    String echo = "3201 0004 00000000 00000000";
    assertOutside(ipv4(17, udp(2152, 2152, echo)), 17, 2152);
    assertOutside(ipv4(17, udp(2152, 2152, gtp(INNER) + "00")), 17, 2152);
    assertOutside(ipv4(17, udp(2152, 2123, "cafe")), 17, 2123);
    assertOutside(ipv4(17, udp(2152, 2152, gtp("cafebabe"))), 17, 2152);
    assertOutside(
        ipv4(17, udp(2152, 2152, "34ff 0009 00001267 000000 85 00 1009 00 00")), 17, 2152);
  }

  @Test
  void l2tp_data_carries_ppp() {
    assertInside(
        ipv4(17, udp(1701, 40000, "0002 000c 0022 ff03 0021" + INNER)),
        TunnelKind.L2TP,
        12 << 16 | 34);
    String rest = "000c 0022 0001 0002 0021" + INNER;
    assertInside(
        ipv4(17, udp(1701, 1701, "4802" + hex16(4 + bytes(rest).length) + rest)),
        TunnelKind.L2TP,
        12 << 16 | 34);
    assertInside(
        ipv4(17, udp(1701, 1701, "0202 000c 0022 0002 0000 0021" + INNER)),
        TunnelKind.L2TP,
        12 << 16 | 34);
    assertOutside(ipv4(17, udp(1701, 1701, "c802 000c 0000 0000 0000 0001")), 17, 1701);
    assertOutside(ipv4(17, udp(1701, 1701, "0003 000c 0022 ff03 0021" + INNER)), 17, 1701);
    assertThat(TunnelKind.L2TP.idText(12 << 16 | 34)).isEqualTo("12.34");
  }

  @Test
  void teredo_needs_an_address_that_fits() {
    assertInside(ipv4(17, udp(50000, 3544, TEREDO_INNER)), TunnelKind.TEREDO, -1);
    assertInside(
        ipv4(17, udp(3544, 50000, "0000 1234 c0000201" + TEREDO_INNER)), TunnelKind.TEREDO, -1);
    String authentication = "0001 00 00 0000000000000000 00";
    assertInside(
        ipv4(17, udp(3544, 50000, authentication + "0000 1234 c0000201" + TEREDO_INNER)),
        TunnelKind.TEREDO,
        -1);
    assertOutside(ipv4(17, udp(50000, 3544, INNER_6)), 17, 3544);
    assertOutside(ipv4(17, udp(50000, 3544, TEREDO_INNER + "00")), 17, 3544);
  }

  @Test
  void teredo_between_peers_is_known_by_its_address_on_any_port() {
    assertInside(ipv4(17, udp(50000, 50001, TEREDO_INNER)), TunnelKind.TEREDO, -1);
    assertOutside(ipv4(17, udp(50000, 50001, INNER_6)), 17, 50001);
    assertOutside(ipv4(17, udp(50000, 50001, TEREDO_INNER + "00")), 17, 50001);
    assertOutside(ipv4(17, udp(50000, 50001, "60")), 17, 50001);
  }

  @Test
  void capwap_carries_frames_of_two_kinds() {
    assertInside(ipv4(17, udp(50000, 5247, "00100000 00000000" + FRAME)), TunnelKind.CAPWAP, -1);
    String wireless = "1108 0000" + "02".repeat(18) + "0000 aaaa03 000000 0800" + INNER;
    assertInside(
        ipv4(17, udp(5247, 50000, "00200320 00000000 04aabbccdd000000" + wireless)),
        TunnelKind.CAPWAP,
        -1);
    assertOutside(ipv4(17, udp(50000, 5247, "01000000 00000000" + FRAME)), 17, 5247);
    assertOutside(ipv4(17, udp(50000, 5247, "00100080 00000000" + FRAME)), 17, 5247);
    assertOutside(ipv4(17, udp(50000, 5247, "00100008 00000000" + FRAME)), 17, 5247);
  }

  @Test
  void an_inside_that_is_not_whole_or_does_not_fit_is_the_outer_connection() {
    String inner = ipv4(6, TCP + "cafebabe");
    for (int cut = 0; cut < bytes(inner).length; cut++) {
      String part = inner.replace(" ", "").substring(0, 2 * cut);
      assertOutside(ipv4(4, part), 4, 0);
    }
    assertOutside(
        ipv4(17, udp(1, 4789, "08000000 00006400" + ethernet(0x0806, "00".repeat(28)))), 17, 4789);
  }

  @Test
  void the_outer_connection_is_just_as_if_nobody_had_looked_inside() {
    String payload = "08000000 00006400" + ethernet(0x8100, "0064 0800" + ipv4(6, "1234"));
    assertOutside(ipv4(17, udp(1, 4789, payload)), 17, 4789);
    assertThat(view.vlan()).isZero();
    assertThat(view.payloadLength()).isEqualTo(bytes(payload).length);
    assertThat(view.payloadOffset()).isEqualTo(28);
    assertThat(view.tcpFlags()).isZero();
  }

  @Test
  void a_capture_that_cuts_the_inner_header_leaves_the_outer_connection() {
    String frame = ipv4(17, udp(1, 4789, "08000000 00006400" + FRAME));
    assertThat(wrapCut(RAW, frame, 60)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().depth()).isZero();
    assertThat(wrapCut(RAW, frame, 74)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().depth()).isEqualTo(1);
    assertThat(view.payloadLength()).isEqualTo(4);
  }

  @Test
  void tunnels_in_tunnels_are_levels() {
    String gre = ipv4(47, "2000 0800 00000009" + INNER);
    assertTcpConnection(RAW, ipv6(17, udp(1, 4789, "08000000 00006400" + ethernet(0x0800, gre))));
    TunnelStack tunnels = view.tunnels();
    assertThat(tunnels.depth()).isEqualTo(2);
    assertThat(tunnels.kind(0)).isEqualTo(TunnelKind.VXLAN);
    assertThat(tunnels.ipVersion(0)).isEqualTo(6);
    assertThat(tunnels.sourceHigh(0)).isEqualTo(0x2001_0DB8_0000_0000L);
    assertThat(tunnels.destinationLow(0)).isEqualTo(2);
    assertThat(tunnels.kind(1)).isEqualTo(TunnelKind.GRE);
    assertThat(tunnels.id(1)).isEqualTo(9);
    assertThat(tunnels.protocol(1)).isEqualTo(47);
  }

  @Test
  void tunnels_are_opened_up_to_the_limit() {
    String four = ipv4(4, ipv4(4, ipv4(4, ipv4(4, INNER))));
    assertTcpConnection(RAW, four);
    assertThat(view.tunnels().depth()).isEqualTo(4);
    assertThat(view.tunnels().isTooDeep()).isFalse();
    assertThat(wrap(RAW, ipv4(4, four))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().depth()).isEqualTo(4);
    assertThat(view.tunnels().isTooDeep()).isTrue();
    assertThat(view.protocol()).isEqualTo(4);
  }

  @Test
  void a_first_fragment_carries_the_beginning_of_what_is_inside() {
    byte[] whole = bytes(ipv4(4, 0x2000, INNER));
    byte[] first = Arrays.copyOf(whole, whole.length - 4);
    first[3] = (byte) first.length;
    assertThat(view.wrap(MemorySegment.ofArray(first), 0, first.length, first.length, RAW))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().fragment(0)).isEqualTo(Fragment.FIRST);
    assertThat(view.tunnels().fragmentId(0)).isEqualTo(1);
    assertThat(view.fragment()).isEqualTo(Fragment.NONE);
    assertThat(view.destinationPort()).isEqualTo(80);
  }

  @Test
  void a_later_fragment_inside_of_a_tunnel_says_so() {
    assertThat(wrap(RAW, ipv4(4, ipv4(17, 0x2001, "cafebabe"))))
        .isEqualTo(FrameOutcome.FRAGMENT_WITHOUT_PORTS);
    assertThat(view.tunnels().depth()).isEqualTo(1);
    assertThat(view.fragment()).isEqualTo(Fragment.LATER);
  }

  @Test
  void nothing_is_left_of_the_tunnel_before() {
    assertInside(ipv4(4, INNER), TunnelKind.IPIP, -1);
    assertThat(wrap(RAW, ipv4(17, UDP + "cafebabe"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.tunnels().depth()).isZero();
  }

  @Test
  void every_kind_has_a_label_of_its_own() {
    assertThat(Arrays.stream(TunnelKind.values()).map(TunnelKind::label))
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("[a-z0-9-]+"));
    assertThat(TunnelKind.GTP_U.hasIdEachWay()).isTrue();
    assertThat(TunnelKind.VXLAN.hasIdEachWay()).isFalse();
  }
}
