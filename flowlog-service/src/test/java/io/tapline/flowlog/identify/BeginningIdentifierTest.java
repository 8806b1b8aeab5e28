package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.joined;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class BeginningIdentifierTest {
  static final byte[] RSYNC = Frames.text("@RSYNCD: 31.0\n");
  static final byte[] NATS = Frames.text("INFO {\"server_id\":\"A\"}\r\n");
  static final byte[] STEAM = joined(hex("ffffffff"), Frames.text("TSource Engine Query\0"));
  static final byte[] PPTP = hex("009c 0001 1a2b3c4d 0001 0000");

  @Test
  void what_begins_like_no_other_is_named() {
    assertThat(overTcp(RSYNC)).isEqualTo("rsync");
    assertThat(overTcp(NATS)).isEqualTo("nats");
    assertThat(overTcp(Frames.text("CONNECT {\"verbose\":false}\r\n"))).isEqualTo("nats");
    assertThat(overTcp(Frames.text("GNUTELLA CONNECT/0.6\r\n"))).isEqualTo("gnutella");
    assertThat(overTcp(PPTP)).isEqualTo("pptp");
    assertThat(overTcp(hex("0121010101010101 0601"))).isEqualTo("monero");
    assertThat(overUdp(STEAM)).isEqualTo("steam");
    assertThat(overUdp(Frames.text("!/1 [10.0.0.1]:2944 T=1{}"))).isEqualTo("megaco");
  }

  @Test
  void each_only_over_its_transport_and_whole() {
    assertThat(overUdp(RSYNC)).isEqualTo(NOTHING);
    assertThat(overTcp(STEAM)).isEqualTo(NOTHING);
    assertThat(overTcp(cut(RSYNC, 8))).isEqualTo(NOTHING);
    assertThat(overTcp(with(PPTP, 4, 0x1b))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("INFO {\"x\":1}\r\n"))).isEqualTo(NOTHING);
  }
}
