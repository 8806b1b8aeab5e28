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
    TcpFlags.FIN | TcpFlags.RST,
    TcpFlags.SYN | TcpFlags.FIN
  };

  @Test
  void every_letter_is_there_once_each_way_as_far_as_there_is_room() {
    assertThat(History.text(all(true, all(false, 0)), false)).isEqualTo("shafriqdSHAFRIQ");
    assertThat(History.text(all(false, all(true, 0)), true)).isEqualTo("^SHAFRIQDshafriq");
  }

  /** Twice all letters of one side. */
  private static long all(boolean fromClient, long before) {
    long history = before;
    for (int repetition = 0; repetition < 2; repetition++) {
      for (int flags : FLAGS) {
        history = History.after(history, flags, false, fromClient);
      }
      history = History.after(history, TcpFlags.ACK, true, fromClient);
    }
    return history;
  }

  @Test
  void payload_in_a_fin_or_a_syn_has_no_letter_of_its_own() {
    assertThat(text(TcpFlags.FIN | TcpFlags.ACK)).isEqualTo("F");
    assertThat(text(TcpFlags.SYN)).isEqualTo("S");
    assertThat(text(TcpFlags.ACK)).isEqualTo("D");
  }

  @Test
  void contradictory_flags_have_the_letters_of_zeek() {
    assertThat(text(TcpFlags.FIN | TcpFlags.RST)).isEqualTo("I");
    assertThat(text(TcpFlags.SYN | TcpFlags.FIN)).isEqualTo("Q");
    assertThat(text(TcpFlags.SYN | TcpFlags.RST)).isEqualTo("Q");
    assertThat(text(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)).isEqualTo("Q");
  }

  /** Of one frame of the client with payload. */
  private static String text(int flags) {
    return History.text(History.after(0, flags, true, true), false);
  }

  @Test
  void turning_swaps_upper_and_lower_case() {
    long history = all(true, History.after(0, TcpFlags.ACK, false, false));
    assertThat(History.text(History.turned(history), false)).isEqualTo("AshafriQd");
  }

  @Test
  void no_flags_and_no_payload_is_no_letter() {
    assertThat(History.after(0, 0, false, true)).isZero();
  }
}
