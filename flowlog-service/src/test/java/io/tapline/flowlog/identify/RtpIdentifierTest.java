package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtpIdentifierTest {
  /** 20 ms of silence in A-law. */
  static final byte[] AUDIO = datagram("8088 1a2b 000012c0 7f3a9c01", filled(160, 0xd5));

  static final byte[] STREAM = datagram("8021 0a0b 00015f90 00c0ffee", packets());

  private static byte[] datagram(String header, byte[] media) {
    return joined(hex(header), media);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] packets() {
    byte[] packets = new byte[7 * 188];
    for (int at = 0; at < packets.length; at += 188) {
      packets[at] = 0x47;
    }
    return packets;
  }

  @Test
  void audio_and_transport_streams_are_named() {
    assertThat(overUdp(AUDIO)).isEqualTo("rtp");
    assertThat(overUdp(with(AUDIO, 1, 0))).isEqualTo("rtp");
    assertThat(overUdp(datagram("8003 1a2b 000012c0 7f3a9c01", filled(33, 0xd5)))).isEqualTo("rtp");
    assertThat(overUdp(STREAM)).isEqualTo("rtp");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(with(AUDIO, 0, 0x90))).isEqualTo(NOTHING);
    assertThat(overUdp(with(AUDIO, 1, 96))).isEqualTo(NOTHING);
    assertThat(overUdp(with(STREAM, 12 + 188, 0x46))).isEqualTo(NOTHING);
    assertThat(overTcp(AUDIO)).isEqualTo(NOTHING);
    assertThat(overUdp(1000, AUDIO)).isEqualTo(NOTHING);
  }

  /** Games number their datagrams with the lowest byte first. */
  @Test
  void a_number_of_zero_is_not_named() {
    assertThat(overUdp(datagram("8008 0000 600240c0 00000484", filled(160, 1)))).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_datagrams_are_not_named() {
    assertThat(overUdp(cut(AUDIO, 171))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(AUDIO, 12))).isEqualTo(NOTHING);
    assertThat(overUdp(cut(STREAM, 12 + 188 + 187))).isEqualTo(NOTHING);
  }
}
