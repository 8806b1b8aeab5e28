package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static io.tapline.wire.frame.SampleFrames.ipv6;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationTest extends FrameTestBase {
  private static final int RAW = LinkTypes.RAW;
  private static final String EIGHT_BYTES = "1234 0050 00000001";
  private static final String QUOTE = "4500 05dc 0001 0000 0106 0000 c6336402 c0000201";
  private static final String QUOTE_6 =
      "60000000 0500 1140 20010db8000000000000000000000002 20010db8000000000000000000000001";

  private void assertQuotes(String hex, int protocol) {
    assertThat(wrap(RAW, hex)).isEqualTo(FrameOutcome.CONNECTION);
    FrameView quoted = requireNonNull(view.quoted());
    assertThat(quoted.protocol()).isEqualTo(protocol);
    assertThat(quoted.sourcePort()).isEqualTo(0x1234);
    assertThat(quoted.destinationPort()).isEqualTo(80);
    assertThat(quoted.sourceLow()).isEqualTo(view.destinationLow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0301", "0400", "0501", "0b00", "0c00"})
  void errors_quote_the_connection_that_they_are_about(String type) {
    String error = type + "0000 00000000";
    assertQuotes(ipv4(1, error + QUOTE + EIGHT_BYTES), 6);
    assertThat(view.protocol()).isEqualTo(1);
    assertThat(view.icmpOneWay()).isTrue();
    assertThat(view.sourceLow()).isEqualTo(0x0000_FFFF_C000_0201L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0104", "0200", "0300", "0400"})
  void so_do_those_of_icmpv6(String type) {
    assertQuotes(ipv6(58, type + "0000 00000000" + QUOTE_6 + EIGHT_BYTES), 17);
  }

  @Test
  void other_messages_quote_nothing() {
    assertThat(wrap(RAW, ipv4(1, "0800 0000 00000000" + QUOTE + EIGHT_BYTES)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.quoted()).isNull();
    assertThat(wrap(RAW, ipv6(58, "8900 0000 00000000" + QUOTE_6 + EIGHT_BYTES)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.quoted()).isNull();
  }

  @Test
  void a_quote_that_is_too_short_is_none() {
    assertThat(wrap(RAW, ipv4(1, "0301 0000 00000000" + QUOTE + "1234")))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.quoted()).isNull();
    assertThat(wrap(RAW, ipv4(1, "0301 0000 00000000"))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.quoted()).isNull();
  }

  @Test
  void a_quote_of_no_length_is_no_longer_than_a_datagram_can_be() {
    String quote = "4500 0000 0001 0000 0132 0000 c6336402 c0000201";
    assertThat(wrap(RAW, ipv4(1, "0301 0000 00000000" + quote + EIGHT_BYTES)))
        .isEqualTo(FrameOutcome.CONNECTION);
    assertThat(requireNonNull(view.quoted()).payloadLength()).isBetween(8, 0xFFFF);
  }

  @Test
  void a_quote_in_a_tunnel_that_turns_out_to_be_none_is_forgotten() {
    String inner = "4500 00ff 0001 0000 4001 0000 c0000201 c6336402";
    String error = "0301 0000 00000000" + QUOTE + EIGHT_BYTES;
    assertThat(wrap(RAW, ipv4(4, inner + error))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.protocol()).isEqualTo(4);
    assertThat(view.quoted()).isNull();
  }

  @Test
  void the_quote_before_is_forgotten() {
    assertQuotes(ipv4(1, "0301 0000 00000000" + QUOTE + EIGHT_BYTES), 6);
    assertTcpConnection(RAW, ipv4(6, TCP + "cafebabe"));
    assertThat(view.quoted()).isNull();
  }

  @Test
  void an_error_about_an_error_is_not_followed_further() {
    String inner = ipv4(1, "0301 0000 00000000" + QUOTE + EIGHT_BYTES);
    assertThat(wrap(RAW, ipv4(1, "0301 0000 00000000" + inner))).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(requireNonNull(view.quoted()).quoted()).isNull();
  }
}
