package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** conn_state and history of connections that are given packet by packet, as Zeek gives them. */
class TcpEndpointsTest {
  private static final int CLIENT_NUMBER = 1000;
  private static final int SERVER_NUMBER = 2000;

  /**
   * Packets as letters of the history with their sender's case; {@code X} is a FIN with payload, T
   * a SYN with payload.
   */
  @ParameterizedTest
  @CsvSource({
    "S, S0, S",
    "Sh, S1, Sh",
    "ShA, S1, ShA",
    "ShADadFf, SF, ShADadFf",
    "ShADadFfR, SF, ShADadFfR",
    "ShAFRf, SF, ShAFRf",
    "ShAfrF, SF, ShAfrF",
    "ShARF, RSTO, ShARF",
    "ShAFr, RSTR, ShAFr",
    "ShAF, S2, ShAF",
    "ShAf, S3, ShAf",
    "ShADR, RSTO, ShADR",
    "ShADdr, RSTR, ShADdr",
    "Sr, REJ, Sr",
    "SrR, REJ, SrR",
    "SR, RSTOS0, SR",
    "SDR, RSTOS0, SDR",
    "SAR, OTH, SAR",
    "SADFR, OTH, SADFR",
    "SAD, S0, SAD",
    "Sa, S0, Sa",
    "Sd, OTH, Sd",
    "SF, SH, SF",
    "R, OTH, R",
    "FR, OTH, FR",
    "DR, OTH, DR",
    "F, SH, F",
    "FA, SH, FA",
    "Af, SHR, Af",
    "Ar, RSTRH, Ar",
    "AaDd, OTH, AaDd",
    "AaFf, SF, AaFf",
    "AaFRf, SF, AaFRf",
    "hA, S1, ^hA",
    "hADdFf, SF, ^hADdFf",
    "hr, RSTRH, ^hr",
    "hf, SHR, ^hf",
    "hR, RSTO, ^hR",
    "h, OTH, ^h",
    "ShAX, S2, ShAF",
    "Th, S1, Sh",
    "ShADxF, SF, ShADfF",
    "Q, SH, Q",
    "I, OTH, I",
  })
  void state_and_history(String packets, ConnState state, String history) {
    Log log = new Log();
    for (int i = 0; i < packets.length(); i++) {
      send(log, 1 + i / 10.0, packets.charAt(i));
    }
    assertThat(log.finish())
        .extracting(row -> row.connState() + " " + row.history())
        .containsExactly(state + " " + history);
  }

  private static void send(Log log, double seconds, char packet) {
    boolean payload = "DXT".indexOf(Character.toUpperCase(packet)) >= 0;
    boolean opens = "SHTQ".indexOf(Character.toUpperCase(packet)) >= 0;
    int flags = flags(Character.toUpperCase(packet));
    int bytes = payload ? 10 : 0;
    if (Character.isUpperCase(packet)) {
      log.client(seconds, flags, bytes, CLIENT_NUMBER + (opens ? 0 : 1), SERVER_NUMBER + 1);
    } else {
      log.server(seconds, flags, bytes, SERVER_NUMBER + (opens ? 0 : 1), CLIENT_NUMBER + 1);
    }
  }

  private static int flags(char packet) {
    return switch (packet) {
      case 'S', 'T' -> Frames.SYN;
      case 'H' -> Frames.SYN | Frames.ACK;
      case 'A', 'D' -> Frames.ACK;
      case 'F', 'X' -> Frames.FIN | Frames.ACK;
      case 'R' -> Frames.RST;
      case 'Q' -> Frames.SYN | Frames.FIN;
      case 'I' -> Frames.FIN | Frames.RST;
      default -> throw new IllegalArgumentException("no packet: " + packet);
    };
  }

  @Test
  void initial_numbers_are_compared_over_the_wrap() {
    long tcp = TcpEndpoints.after(0, true, true, TcpFlags.ACK, 0, 0, false);
    assertThat(TcpEndpoints.isInitial(tcp, true, -1)).isTrue();
    assertThat(TcpEndpoints.isInitial(tcp, false, -1)).isTrue();
    assertThat(TcpEndpoints.isInitial(tcp, true, 0)).isFalse();
    assertThat(TcpEndpoints.isKnown(tcp, false)).isTrue();
    assertThat(TcpEndpoints.isSilent(tcp, false)).isTrue();
  }

  @Test
  void nothing_is_known_of_a_peer_that_nobody_acknowledged() {
    long tcp = TcpEndpoints.after(0, false, true, TcpFlags.SYN, 77, 0, false);
    assertThat(TcpEndpoints.isKnown(tcp, true)).isFalse();
    assertThat(TcpEndpoints.isInitial(tcp, false, 77)).isTrue();
  }
}
