package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpRulesTest {
  /** Rows: what the client sent of S, F, R; columns: what the server sent, "." being data only. */
  private static final String STATES =
      """
      client -    .    S    F    SF   R    SR   FR   SFR
      -      OTH  OTH  OTH  SHR  SHR  RSTRH RSTRH RSTRH RSTRH
      S      S0   OTH  S1   S3   S3   REJ  RSTR REJ  RSTR
      F      SH   SH   S2   SF   SF   RSTRH RSTRH RSTRH RSTRH
      SF     SH   SH   S2   SF   SF   REJ  RSTR REJ  RSTR
      R      RSTOS0 RSTOS0 RSTO RSTOS0 RSTO RSTRH RSTRH RSTRH RSTRH
      SR     RSTOS0 RSTOS0 RSTO RSTOS0 RSTO REJ RSTR REJ RSTR
      FR     RSTOS0 RSTOS0 RSTO RSTOS0 RSTO RSTRH RSTRH RSTRH RSTRH
      SFR    RSTOS0 RSTOS0 RSTO RSTOS0 RSTO REJ RSTR REJ RSTR
      """;

  @Test
  void conn_state_is_zeeks_for_every_combination_of_flags() {
    List<String[]> rows = STATES.lines().map(line -> line.split(" +", -1)).toList();
    String[] servers = rows.getFirst();
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 1; i < servers.length; i++) {
        ConnState state =
            TcpRules.connState(flags(row[0]), flags(servers[i]), !servers[i].equals("-"), false);
        if (!state.name().equals(row[i])) {
          wrong.add(row[0] + " and " + servers[i] + " gave " + state + ", not " + row[i]);
        }
      }
    }
    assertThat(rows).hasSize(9);
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_reset_after_both_fins_is_still_a_normal_end() {
    for (String client : List.of("FR", "SFR", "SF")) {
      for (String server : List.of("FR", "SFR", "F")) {
        assertThat(TcpRules.connState(flags(client), flags(server), true, true))
            .isEqualTo(ConnState.SF);
      }
    }
  }

  @Test
  void phases_only_move_forward() {
    assertThat(phase(TimeoutClass.TCP_OPENING, 0, 0, TcpFlags.SYN, false, false))
        .isEqualTo(TimeoutClass.TCP_OPENING);
    assertThat(phase(TimeoutClass.TCP_OPENING, 0, 0, TcpFlags.ACK, false, false))
        .isEqualTo(TimeoutClass.TCP_OPENING);
    assertThat(phase(TimeoutClass.TCP_OPENING, 0, 0, TcpFlags.ACK, true, false))
        .isEqualTo(TimeoutClass.TCP_ESTABLISHED);
    assertThat(phase(TimeoutClass.TCP_OPENING, 0, 0, TcpFlags.ACK, false, true))
        .isEqualTo(TimeoutClass.TCP_ESTABLISHED);
    assertThat(phase(TimeoutClass.TCP_ESTABLISHED, TcpFlags.FIN, 0, TcpFlags.FIN, false, true))
        .isEqualTo(TimeoutClass.TCP_ESTABLISHED);
    assertThat(phase(TimeoutClass.TCP_ESTABLISHED, TcpFlags.FIN, TcpFlags.FIN, 0, false, true))
        .isEqualTo(TimeoutClass.TCP_CLOSED);
    assertThat(phase(TimeoutClass.TCP_CLOSED, 0, 0, TcpFlags.ACK, true, true))
        .isEqualTo(TimeoutClass.TCP_CLOSED);
  }

  private static TimeoutClass phase(
      TimeoutClass before, int low, int high, int flags, boolean payload, boolean bothSent) {
    return TcpRules.timeoutClass(before, low, high, flags, payload, bothSent);
  }

  private static int flags(String letters) {
    return (letters.contains("S") ? TcpFlags.SYN : 0)
        | (letters.contains("F") ? TcpFlags.FIN : 0)
        | (letters.contains("R") ? TcpFlags.RST : 0);
  }
}
