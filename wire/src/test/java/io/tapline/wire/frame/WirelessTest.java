package io.tapline.wire.frame;

import static io.tapline.wire.frame.SampleFrames.TCP;
import static io.tapline.wire.frame.SampleFrames.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WirelessTest extends FrameTestBase {
  private static final int WIRELESS = LinkTypes.WIRELESS;
  private static final String REST = "0000" + "02".repeat(18) + "0000";
  private static final String SNAP = "aaaa03 000000 0800" + ipv4(6, TCP + "cafebabe");
  private static final String DATA_FRAME = "0801" + REST + SNAP;

  @Test
  void data_frames_carry_llc() {
    assertTcpConnection(WIRELESS, DATA_FRAME);
    assertTcpConnection(WIRELESS, "8801" + REST + "0000" + SNAP);
    assertTcpConnection(WIRELESS, "8881" + REST + "0000 00000000" + SNAP);
    assertTcpConnection(WIRELESS, "8803" + REST + "020000000004 0000" + SNAP);
  }

  @Test
  void the_first_of_aggregated_frames_is_taken() {
    assertTcpConnection(WIRELESS, "8801" + REST + "8000" + "02".repeat(12) + "0034" + SNAP);
  }

  @Test
  void a_frame_control_in_the_wrong_order_is_noticed() {
    assertTcpConnection(WIRELESS, "1108" + REST + SNAP);
  }

  @Test
  void encrypted_frames_are_named() {
    assertThat(wrap(WIRELESS, "0841" + REST + "5a".repeat(40)))
        .isEqualTo(FrameOutcome.ENCRYPTED_LINK);
  }

  @Test
  void management_and_frames_without_data_carry_no_network_protocol() {
    for (String control : new String[] {"8000", "b400", "4801", "c801"}) {
      assertThat(wrap(WIRELESS, control + REST + SNAP))
          .isEqualTo(FrameOutcome.UNSUPPORTED_NETWORK_PROTOCOL);
    }
    assertThat(wrap(WIRELESS, "0303" + REST + SNAP)).isEqualTo(FrameOutcome.MALFORMED_LINK);
  }

  @Test
  void radiotap_is_stepped_over() {
    assertTcpConnection(127, "0000 0800 00000000" + DATA_FRAME);
    assertTcpConnection(127, "0000 1100 03000000 0000000000000000 00" + DATA_FRAME);
    assertThat(wrap(127, "0000 ff00 00000000" + DATA_FRAME)).isEqualTo(FrameOutcome.TRUNCATED_LINK);
    assertThat(wrap(127, "0100 0800 00000000" + DATA_FRAME)).isEqualTo(FrameOutcome.MALFORMED_LINK);
  }

  @Test
  void radiotap_tells_of_a_padded_header() {
    String padded = "8801" + REST + "0000" + "0000" + SNAP;
    assertTcpConnection(127, "0000 0900 02000000 20" + padded);
    assertTcpConnection(127, "0000 1900 03000080 00000000 00000000 0000000000000000 20" + padded);
  }

  @Test
  void prism_and_avs_headers_are_stepped_over() {
    assertTcpConnection(119, "44000000 90000000" + "00".repeat(136) + DATA_FRAME);
    assertTcpConnection(119, "00000044 00000090" + "00".repeat(136) + DATA_FRAME);
    assertTcpConnection(119, "80211001 00000040" + "00".repeat(56) + DATA_FRAME);
    assertTcpConnection(163, "80211001 00000040" + "00".repeat(56) + DATA_FRAME);
    assertThat(wrap(163, "80211001 00000004" + DATA_FRAME)).isEqualTo(FrameOutcome.MALFORMED_LINK);
  }
}
