package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.TcpFlags.ACK;
import static io.tapline.flowlog.assemble.TcpFlags.FIN;
import static io.tapline.flowlog.assemble.TcpFlags.RST;
import static io.tapline.flowlog.assemble.TcpFlags.SYN;

/** What TCP flags mean for a connection: pure decisions. */
final class TcpRules {
  private TcpRules() {}

  /**
   * The timeout class after a frame. It only moves forward: opening, established, closed.
   *
   * @param bothSent whether both endpoints have sent something
   */
  static TimeoutClass timeoutClass(
      TimeoutClass before,
      int lowFlags,
      int highFlags,
      int frameFlags,
      boolean payload,
      boolean bothSent) {
    if (before == TimeoutClass.TCP_CLOSED || ended(lowFlags, highFlags)) {
      return TimeoutClass.TCP_CLOSED;
    }
    boolean proceeds = (frameFlags & (ACK | SYN)) == ACK && (payload || bothSent);
    return proceeds ? TimeoutClass.TCP_ESTABLISHED : before;
  }

  /** FIN both ways, or a reset. */
  static boolean ended(int flags1, int flags2) {
    return (flags1 & flags2 & FIN) != 0 || ((flags1 | flags2) & RST) != 0;
  }

  /**
   * Zeek's conn_state, as its own script derives it from the states of the endpoints.
   *
   * @param endpoints a word of {@link TcpEndpoints}
   * @param payload whether either endpoint sent any
   * @param attempt whether all that the client sent before its first RST began with a SYN and had
   *     no answer to acknowledge, see {@link History#isResetAttempt}
   */
  static ConnState connState(long endpoints, boolean clientHigh, boolean payload, boolean attempt) {
    int client = TcpEndpoints.state(endpoints, clientHigh);
    int server = TcpEndpoints.state(endpoints, !clientHigh);
    if (server == TcpEndpoints.RESET) {
      return resetByServer(client, payload);
    }
    if (client == TcpEndpoints.RESET) {
      return isPartial(server) ? (attempt ? ConnState.RSTOS0 : ConnState.OTH) : ConnState.RSTO;
    }
    if (client == TcpEndpoints.CLOSED || server == TcpEndpoints.CLOSED) {
      return finished(client, server);
    }
    if (client == TcpEndpoints.SYN_SENT && server <= TcpEndpoints.EXPECTED) {
      return ConnState.S0;
    }
    boolean established = client == TcpEndpoints.ESTABLISHED && server == TcpEndpoints.ESTABLISHED;
    return established ? ConnState.S1 : ConnState.OTH;
  }

  /** Where only the unions of the flags each way are known, as flow records report them. */
  static ConnState connState(
      int clientFlags, boolean clientSent, int serverFlags, boolean serverSent, boolean payload) {
    boolean attempt = (clientFlags & (SYN | FIN)) == SYN;
    long endpoints = TcpEndpoints.ofFlags(false, clientFlags, clientSent, serverFlags, serverSent);
    return connState(endpoints, false, payload, attempt);
  }

  /** As above, of a connection of flow records. */
  static ConnState connState(ConnectionView flow) {
    return connState(
        flow.clientTcpFlags(),
        flow.clientPackets() > 0,
        flow.serverTcpFlags(),
        flow.serverPackets() > 0,
        flow.clientPayloadBytes() + flow.serverPayloadBytes() > 0);
  }

  private static ConnState resetByServer(int client, boolean payload) {
    boolean rejected =
        client == TcpEndpoints.SYN_SENT
            || client == TcpEndpoints.SYN_ACK_SENT
            || (client == TcpEndpoints.RESET && !payload);
    if (rejected) {
      return ConnState.REJ;
    }
    return isPartial(client) ? ConnState.RSTRH : ConnState.RSTR;
  }

  private static ConnState finished(int client, int server) {
    if (client == server) {
      return ConnState.SF;
    }
    if (client == TcpEndpoints.CLOSED) {
      return isPartial(server) ? ConnState.SH : ConnState.S2;
    }
    return isPartial(client) ? ConnState.SHR : ConnState.S3;
  }

  /** Nothing was seen, or no SYN. */
  private static boolean isPartial(int state) {
    return state <= TcpEndpoints.EXPECTED || state == TcpEndpoints.PARTIAL;
  }
}
