package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final int[] FLAGS = {
    TcpFlags.SYN,
    TcpFlags.SYN | TcpFlags.ACK,
    TcpFlags.ACK,
    TcpFlags.FIN,
    TcpFlags.RST,
    TcpFlags.SYN | TcpFlags.FIN
  };

  @Test
  void every_letter_fits_once_each_way() {
    long history = 0;
    for (int repetition = 0; repetition < 2; repetition++) {
      for (boolean fromClient : new boolean[] {true, false}) {
        for (int flags : FLAGS) {
          history = History.after(history, flags, false, fromClient);
        }
        history = History.after(history, TcpFlags.ACK, true, fromClient);
      }
    }
    assertThat(History.text(history, false)).isEqualTo("SHAFRIDshafrid");
    assertThat(History.text(history, true)).isEqualTo("^SHAFRIDshafrid");
  }

  @Test
  void payload_comes_before_the_fin_that_it_is_sent_with() {
    assertThat(History.text(History.after(0, TcpFlags.FIN | TcpFlags.ACK, true, true), false))
        .isEqualTo("DF");
  }

  @Test
  void no_flags_and_no_payload_is_no_letter() {
    assertThat(History.after(0, 0, false, true)).isZero();
  }
}
