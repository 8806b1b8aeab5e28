package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class IrcIdentifierTest {
  static final byte[] USER = Frames.text("USER a +iw a :A Name\r\n");
  static final byte[] NOTICE =
      Frames.text(":irc.example NOTICE * :*** Looking up your hostname...\r\n");

  @Test
  void lines_of_both_ends_are_named() {
    assertThat(overTcp(USER)).isEqualTo("irc");
    assertThat(overTcp(NOTICE)).isEqualTo("irc");
    assertThat(overTcp(Frames.text("NICK someone\r\nUSER a 0 * :A\r\n"))).isEqualTo("irc");
    assertThat(overTcp(Frames.text("CAP LS 302\r\n"))).isEqualTo("irc");
    assertThat(overTcp(Frames.text("CAP LS\r\n"))).isEqualTo("irc");
    assertThat(overTcp(Frames.text("NOTICE AUTH :*** Checking Ident\r\n"))).isEqualTo("irc");
  }

  @Test
  void logins_to_ftp_and_pop3_are_not_named() {
    assertThat(overTcp(Frames.text("USER anonymous\r\n"))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("USER a b c d\r\n"))).isEqualTo(NOTHING);
  }

  @Test
  void other_lines_are_not_named() {
    assertThat(overTcp(Frames.text("NICK two words\r\n"))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text("CAP LSX\r\n"))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text(":irc.example 433 * a :*** x\r\n"))).isEqualTo(NOTHING);
    assertThat(overUdp(USER)).isEqualTo(NOTHING);
  }
}
