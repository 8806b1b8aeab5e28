package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpRulesTest {
  /**
   * Rows: what the client sent of S, F, R; columns: what the server sent, "." being payload only
   * and "-" nothing.
   */
  private static final String STATES =
      """
      client -    .    S    F    SF   R    SR   FR   SFR
      -      OTH  OTH  OTH  SHR  SHR  RSTRH RSTRH RSTRH RSTRH
      .      OTH  OTH  S1   SHR  S3   RSTRH RSTR RSTRH RSTR
      S      S0   OTH  S1   S3   S3   REJ  RSTR REJ  RSTR
      F      SH   SH   S2   SF   SF   RSTR RSTR SF SF
      SF     SH   SH   S2   SF   SF   RSTR RSTR SF SF
      R      OTH  OTH  RSTO RSTO RSTO RSTR RSTR RSTR RSTR
      SR     RSTOS0 RSTOS0 RSTO RSTO RSTO RSTR RSTR RSTR RSTR
      FR     OTH  OTH  RSTO SF   SF   RSTR RSTR SF SF
      SFR    OTH  OTH  RSTO SF   SF   RSTR RSTR SF SF
      """;

  @Test
  void conn_state_is_zeeks_for_every_combination_of_flags() {
    List<String[]> rows = STATES.lines().map(line -> line.split(" +", -1)).toList();
    String[] servers = rows.getFirst();
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 1; i < servers.length; i++) {
        ConnState state = state(row[0], servers[i], true);
        if (!state.name().equals(row[i])) {
          wrong.add(row[0] + " and " + servers[i] + " gave " + state + ", not " + row[i]);
        }
      }
    }
    assertThat(rows).hasSize(10);
    assertThat(wrong).isEmpty();
  }

  @Test
  void two_resets_without_payload_are_a_rejection() {
    assertThat(state("SR", "R", false)).isEqualTo(ConnState.REJ);
    assertThat(state("SR", "R", true)).isEqualTo(ConnState.RSTR);
  }

  private static ConnState state(String client, String server, boolean payload) {
    return TcpRules.connState(
        flags(client), !client.equals("-"), flags(server), !server.equals("-"), payload);
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
