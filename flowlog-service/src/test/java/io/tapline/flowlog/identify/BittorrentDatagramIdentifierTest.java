package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class BittorrentDatagramIdentifierTest {
  static final byte[] PING =
      Frames.text("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe");
  static final byte[] PONG =
      Frames.text("d2:ip6:\12\0\0\1\306\1271:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re");
  static final byte[] TRACKER = hex("00000417 27101980 00000000 1a2b3c4d");
  static final byte[] OPENED = hex("4100 1a2b 00c0ffee 00000000 00100000 0001 0000");
  static final byte[] HANDSHAKE =
      joined(
          hex("0100 1a2c 00c1ffee 00001234 00100000 0002 0001"),
          Frames.text("\23BitTorrent protocol\0\0\0\0\0\20\0\5"));

  @Test
  void messages_of_the_hash_table_are_named() {
    assertThat(overUdp(PING)).isEqualTo("bittorrent");
    assertThat(overUdp(PONG)).isEqualTo("bittorrent");
    assertThat(overUdp(Frames.text("d1:eli202e12:Server Errore1:t2:aa1:y1:ee")))
        .isEqualTo("bittorrent");
  }

  @Test
  void requests_to_trackers_and_searches_are_named() {
    assertThat(overUdp(TRACKER)).isEqualTo("bittorrent");
    assertThat(overUdp(Frames.text("BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\n")))
        .isEqualTo("bittorrent");
  }

  @Test
  void micro_transport_is_named_when_opened_and_by_the_handshake_inside() {
    assertThat(overUdp(OPENED)).isEqualTo("bittorrent");
    assertThat(overUdp(HANDSHAKE)).isEqualTo("bittorrent");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overUdp(Frames.text("d1:ad2:ip20:abcdefghij0123456789e1:q4:pinge")))
        .isEqualTo(NOTHING);
    assertThat(overUdp(with(PONG, 6, '7'))).isEqualTo(NOTHING);
    assertThat(overUdp(with(TRACKER, 11, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(OPENED, 19, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(OPENED, 11, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(with(HANDSHAKE, 20, 18))).isEqualTo(NOTHING);
    assertThat(overTcp(PING)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_datagrams_are_not_named() {
    assertNoPartIsNamed(cut(PING, 12));
    assertNoPartIsNamed(cut(PONG, 24));
    assertNoPartIsNamed(TRACKER);
    assertNoPartIsNamed(OPENED);
    assertThat(overUdp(cut(HANDSHAKE, 39))).isEqualTo(NOTHING);
  }
}
