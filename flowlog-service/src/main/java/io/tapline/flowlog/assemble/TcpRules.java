package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.TcpFlags.ACK;
import static io.tapline.flowlog.assemble.TcpFlags.FIN;
import static io.tapline.flowlog.assemble.TcpFlags.RST;
import static io.tapline.flowlog.assemble.TcpFlags.SYN;

/** What TCP flags mean for a connection: pure decisions over the unions of flags each way. */
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

  /** FIN both ways and no reset so far. */
  static boolean finished(int flags1, int flags2) {
    return (flags1 & flags2 & FIN) != 0 && ((flags1 | flags2) & RST) == 0;
  }

  /**
   * Zeek's conn_state.
   *
   * @param serverSent whether the server sent anything
   * @param finishedFirst FIN both ways came before any reset: a normal end, whatever follows
   */
  static ConnState connState(
      int clientFlags, int serverFlags, boolean serverSent, boolean finishedFirst) {
    boolean opened = (clientFlags & SYN) != 0;
    boolean answered = (serverFlags & SYN) != 0;
    if (finishedFirst) {
      return ConnState.SF;
    }
    if ((serverFlags & RST) != 0) {
      return resetByServer(opened, answered);
    }
    if ((clientFlags & RST) != 0) {
      return answered ? ConnState.RSTO : ConnState.RSTOS0;
    }
    return unreset(
        (clientFlags & FIN) != 0, (serverFlags & FIN) != 0, opened, answered, serverSent);
  }

  private static ConnState resetByServer(boolean opened, boolean answered) {
    if (!opened) {
      return ConnState.RSTRH;
    }
    return answered ? ConnState.RSTR : ConnState.REJ;
  }

  private static ConnState unreset(
      boolean clientFinished,
      boolean serverFinished,
      boolean opened,
      boolean answered,
      boolean serverSent) {
    if (clientFinished && serverFinished) {
      return ConnState.SF;
    }
    if (clientFinished) {
      return answered ? ConnState.S2 : ConnState.SH;
    }
    if (serverFinished) {
      return opened ? ConnState.S3 : ConnState.SHR;
    }
    if (opened) {
      return answered ? ConnState.S1 : serverSent ? ConnState.OTH : ConnState.S0;
    }
    return ConnState.OTH;
  }
}
