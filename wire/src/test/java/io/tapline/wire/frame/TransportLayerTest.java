package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.UDP;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static io.tapline.wire.frame.SampleFrames.ipv6;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportLayerTest extends FrameTestBase {
  private static final int RAW = LinkTypes.RAW;
  private static final String DATA = "cafebabe";

  @Test
  void tcp_gives_flags_and_numbers() {
    assertTcpConnection(RAW, ipv4(6, TCP + DATA));
    assertThat(view.tcpFlags()).isEqualTo(0x18);
    assertThat(view.tcpSequence()).isEqualTo(1);
    assertThat(view.tcpAcknowledgement()).isEqualTo(2);
    assertThat(view.payloadOffset()).isEqualTo(40);
  }

  @Test
  void nothing_is_left_over_from_the_frame_before() {
    assertTcpConnection(RAW, ipv4(6, TCP + DATA));
    assertThat(wrap(RAW, ipv4(47, DATA))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.tcpFlags()).isZero();
    assertThat(view.tcpSequence()).isZero();
  }

  @Test
  void tcp_options_are_no_payload() {
    String header = "1234 0050 00000001 00000002 6002 ffff 0000 0000 020405b4";
    assertThat(wrap(RAW, ipv4(6, header + DATA))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.payloadLength()).isEqualTo(4);
  }

  @Test
  void a_tcp_header_of_an_impossible_length_keeps_its_ports_and_nothing_else() {
    for (String offset : List.of("0", "4", "f")) {
      String header = "1234 0050 00000001 00000002 %s002 ffff 0000 0000".formatted(offset);
      assertThat(wrap(RAW, ipv4(6, header + DATA))).isEqualTo(FrameOutcome.CONNECTION);
      assertThat(view.sourcePort()).isEqualTo(0x1234);
      assertThat(view.destinationPort()).isEqualTo(80);
      assertThat(view.tcpFlags()).isZero();
      assertThat(view.tcpSequence()).isZero();
      assertThat(view.tcpHeaderLength()).isZero();
      assertThat(view.payloadLength()).isEqualTo(offset.equals("f") ? 0 : 4);
      assertThat(view.payloadCapturedLength()).isZero();
    }
  }

  @Test
  void a_datagram_that_ends_within_the_tcp_header_is_malformed() {
    assertThat(wrap(RAW, ipv4(6, "1234 0050 0000"))).isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);
    assertThat(wrap(RAW, ipv4(6, "1234"))).isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);
  }

  @Test
  void ports_are_enough_when_the_capture_cuts_the_header() {
    assertThat(wrapCut(RAW, ipv4(6, TCP + DATA), 24)).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.destinationPort()).isEqualTo(80);
    assertThat(view.tcpFlags()).isZero();
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(view.payloadCapturedLength()).isZero();
    assertThat(wrapCut(RAW, ipv4(6, TCP + DATA), 23)).isEqualTo(FrameOutcome.TRUNCATED_TRANSPORT);
  }

  @Test
  void the_udp_length_bounds_the_payload() {
    assertThat(wrap(RAW, ipv4(17, UDP + DATA + "0000"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(wrap(RAW, ipv4(17, "1234 0035 0000 0000" + DATA)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(wrap(RAW, ipv4(17, "1234 0035 0007 0000" + DATA)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.destinationPort()).isEqualTo(53);
    assertThat(view.payloadCapturedLength()).isZero();
    assertThat(wrap(RAW, ipv4(17, "1234 0035"))).isEqualTo(FrameOutcome.MALFORMED_TRANSPORT);
  }

  @ParameterizedTest
  @ValueSource(ints = {132, 136, 33})
  void other_protocols_with_ports_give_them(int protocol) {
    assertThat(wrap(RAW, ipv4(protocol, "1234 0050" + "00".repeat(8))))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isEqualTo(0x1234);
    assertThat(view.destinationPort()).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 41, 47, 50, 51, 89, 103, 255})
  void every_other_protocol_is_a_connection_without_ports(int protocol) {
    assertThat(wrap(RAW, ipv4(protocol, DATA))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.protocol()).isEqualTo(protocol);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.payloadLength()).isEqualTo(4);
  }

  @Test
  void an_echo_request_and_its_reply_are_the_two_directions_of_one_connection() {
    assertThat(wrap(RAW, ipv4(1, "0800 0000 00010001" + DATA))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isEqualTo(8);
    assertThat(view.destinationPort()).isZero();
    assertThat(view.icmpOneWay()).isFalse();
    assertThat(view.payloadLength()).isEqualTo(4);
    assertThat(wrap(RAW, ipv4(1, "0000 0000 00010001" + DATA))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.destinationPort()).isEqualTo(8);
  }

  @Test
  void an_icmp_error_is_one_way() {
    assertThat(wrap(RAW, ipv4(1, "0303 0000 00000000"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isEqualTo(3);
    assertThat(view.destinationPort()).isEqualTo(3);
    assertThat(view.icmpOneWay()).isTrue();
    assertThat(wrap(RAW, ipv6(58, "8700 0000 00000000"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.destinationPort()).isEqualTo(136);
    assertThat(view.icmpOneWay()).isFalse();
  }
}
