package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class XmppIdentifierTest {
  static final byte[] OF_CLIENT =
      Frames.text(
          "<?xml version='1.0'?><stream:stream to='chat.example' xmlns='jabber:client'"
              + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
  static final byte[] OF_SERVER =
      Frames.text(
          "<stream:stream xmlns:stream=\"http://etherx.jabber.org/streams\""
              + " xmlns=\"jabber:server\" from=\"chat.example\" id=\"7\">");

  @Test
  void beginnings_of_streams_are_named() {
    assertThat(overTcp(5222, OF_CLIENT)).isEqualTo("xmpp");
    assertThat(overTcp(OF_SERVER)).isEqualTo("xmpp");
  }

  @Test
  void other_xml_and_cut_off_streams_are_not_named() {
    assertThat(overTcp(Frames.text("<?xml version='1.0'?><rss version='2.0'></rss>")))
        .isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("<stream>http://etherx.jabber.org/streams</stream>")))
        .isEqualTo(NOTHING);
    assertThat(overTcp(cut(OF_CLIENT, 110))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(OF_SERVER, 40))).isEqualTo(NOTHING);
    assertThat(overUdp(OF_SERVER)).isEqualTo(NOTHING);
  }
}
