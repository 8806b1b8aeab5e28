package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixIdentifierTest {
  static final byte[] LOGON =
      Frames.text(
          "8=FIX.4.4\0019=63\00135=A\00134=1\00149=BUYER\00156=SELLER\00198=0\001108=30\00110=042\001");
  static final byte[] HEARTBEAT =
      Frames.text("8=FIXT.1.1\0019=0049\00135=0\00134=2\00149=SELLER\001");

  @Test
  void messages_are_named_by_their_first_three_fields() {
    assertThat(overTcp(LOGON)).isEqualTo("fix");
    assertThat(overTcp(HEARTBEAT)).isEqualTo("fix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8=FIX.4.4|9=63|35=A|34=1|",
        "8=FIX.4.4\00135=A\0019=63\001",
        "8=FIX.4.4\0019=\00135=A\001",
        "8=\0019=63\00135=A\001",
        "8=fix four\0019=63\00135=A\001",
        "8=7\n9=6\n",
      })
  void other_fields_are_not_named(String text) {
    assertThat(overTcp(Frames.text(text))).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_messages_are_not_named() {
    assertThat(overTcp(cut(LOGON, 9))).isEqualTo(NOTHING);
    assertThat(overTcp(cut(LOGON, 18))).isEqualTo(NOTHING);
    assertThat(overUdp(LOGON)).isEqualTo(NOTHING);
  }
}
