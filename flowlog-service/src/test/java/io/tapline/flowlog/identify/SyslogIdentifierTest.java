package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogIdentifierTest {
  static final byte[] OLD = Frames.text("<13>Nov  7 06:05:04 gate sshd[812]: session opened");
  static final byte[] NEW =
      Frames.text("<165>1 2026-11-27T22:14:15.003Z gate.example tapline - ID47 - up");

  @Test
  void both_forms_are_named() {
    assertThat(overUdp(514, OLD)).isEqualTo("syslog");
    assertThat(overUdp(NEW)).isEqualTo("syslog");
    assertThat(overUdp(Frames.text("<0>1 - - - - - -"))).isEqualTo("syslog");
    assertThat(overTcp(514, OLD)).isEqualTo("syslog");
  }

  @Test
  void over_tcp_an_octet_count_may_stand_before_it() {
    byte[] counted = Frames.text("25 <14>1 - a.example - - - -\n");
    assertThat(overTcp(counted)).isEqualTo("syslog");
    assertThat(overUdp(counted)).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<192>Oct 11 22:14:15 gate x",
        "<034>Oct 11 22:14:15 gate x",
        "<>Oct 11 22:14:15 gate x",
        "<34>Oct 11 22-14-15 gate x",
        "<34>Okt 11 22:14:15 gate x",
        "<34>Oct 11 22:14",
        "<34>1 26-11-27T",
        "<34>1 2026-11",
        "<34>hello",
        "<34",
        "<html><body>1 - -",
      })
  void other_text_in_brackets_and_cut_off_messages_are_not_named(String text) {
    assertThat(overUdp(Frames.text(text))).isEqualTo(NOTHING);
    assertThat(overTcp(Frames.text(text))).isEqualTo(NOTHING);
  }
}
