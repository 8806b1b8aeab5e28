package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;

/** Counts one frame into an entry's words. */
final class EntryUpdate {
  private EntryUpdate() {}

  /** Words of a new connection, before its first frame is counted. */
  static void begin(
      long[] words, int base, ConnectionKey key, long position, long timeNanos, long state) {
    words[base + Entries.LOW_HIGH] = key.lowHigh;
    words[base + Entries.LOW_LOW] = key.lowLow;
    words[base + Entries.HIGH_HIGH] = key.highHigh;
    words[base + Entries.HIGH_LOW] = key.highLow;
    words[base + Entries.PORTS] = key.ports;
    words[base + Entries.STATE] = state;
    words[base + Entries.START] = timeNanos;
    words[base + Entries.END] = timeNanos;
    words[base + Entries.FIRST_FRAME] = position;
  }

  /** State bits of a new connection. */
  static long firstState(FrameView frame, boolean fromHigh) {
    ClientRule rule = ClientRule.of(frame);
    return EntryState.begin(
        TimeoutClass.ofProtocol(frame.protocol()),
        rule.senderIsClient == fromHigh,
        rule.evidence,
        !rule.senderIsClient,
        frame.vlan());
  }

  static void count(
      long[] words,
      int base,
      FrameView frame,
      boolean fromHigh,
      long timeNanos,
      int originalLength) {
    int sent = base + (fromHigh ? Entries.HIGH_SENT : Entries.LOW_SENT);
    words[sent + Entries.PACKETS]++;
    words[sent + Entries.BYTES] += originalLength;
    words[sent + Entries.PAYLOAD_BYTES] += frame.payloadLength();
    if (timeNanos > words[base + Entries.END]) {
      words[base + Entries.END] = timeNanos;
    } else if (timeNanos < words[base + Entries.START]) {
      words[base + Entries.START] = timeNanos;
    }
    if (frame.protocol() == IpProtocols.TCP) {
      follow(words, base, frame, fromHigh, timeNanos);
    }
  }

  /** Flags, history, phase and round-trip time of TCP. */
  private static void follow(
      long[] words, int base, FrameView frame, boolean fromHigh, long timeNanos) {
    int flags = frame.tcpFlags();
    boolean payload = frame.payloadLength() > 0;
    long state = EntryState.withFlags(words[base + Entries.STATE], fromHigh, flags);
    if ((flags & TcpFlags.SYN) != 0) {
      state = opened(words, base, state, fromHigh, flags);
    }
    boolean fromClient = fromHigh == EntryState.clientHigh(state);
    if (flags != 0 && TcpEndpoints.mayChange(words[base + Entries.TCP], fromHigh, flags)) {
      followEndpoints(words, base, frame, fromHigh, fromClient);
    }
    int low = EntryState.flags(state, false);
    int high = EntryState.flags(state, true);
    TimeoutClass before = TimeoutClass.of(EntryState.timeoutClass(state));
    boolean bothSent = words[base + Entries.LOW_SENT] > 0 && words[base + Entries.HIGH_SENT] > 0;
    TimeoutClass after = TcpRules.timeoutClass(before, low, high, flags, payload, bothSent);
    state = EntryState.withTimeoutClass(state, after.number());
    if (EntryState.rttPhase(state) != EntryState.RTT_KNOWN) {
      state = measure(words, base, state, flags, fromClient, timeNanos);
    }
    words[base + Entries.STATE] = state;
    words[base + Entries.HISTORY] =
        History.after(words[base + Entries.HISTORY], flags, payload, fromClient);
  }

  private static void followEndpoints(
      long[] words, int base, FrameView frame, boolean fromHigh, boolean fromClient) {
    words[base + Entries.TCP] =
        TcpEndpoints.after(
            words[base + Entries.TCP],
            fromHigh,
            fromClient,
            frame.tcpFlags(),
            frame.tcpSequence(),
            frame.tcpAcknowledgement(),
            frame.payloadLength() > 0);
  }

  /** A SYN says who the client is, also when it comes after other frames. */
  private static long opened(long[] words, int base, long state, boolean fromHigh, int flags) {
    if (EntryState.clientEvidence(state) == ClientEvidence.HANDSHAKE) {
      return state;
    }
    boolean clientHigh = TcpFlags.opens(flags) == fromHigh;
    if (clientHigh != EntryState.clientHigh(state)) {
      words[base + Entries.HISTORY] = History.turned(words[base + Entries.HISTORY]);
    }
    return EntryState.withClient(
        EntryState.withTurnedClient(state, clientHigh), clientHigh, ClientEvidence.HANDSHAKE);
  }

  /** From the client's last SYN before the answer to its acknowledgement of the answer. */
  private static long measure(
      long[] words, int base, long state, int flags, boolean fromClient, long timeNanos) {
    int phase = EntryState.rttPhase(state);
    if (fromClient && TcpFlags.opens(flags) && phase <= EntryState.RTT_OPENED) {
      words[base + Entries.RTT] = timeNanos;
      return EntryState.withRttPhase(state, EntryState.RTT_OPENED);
    }
    if (!fromClient && TcpFlags.answers(flags) && phase == EntryState.RTT_OPENED) {
      return EntryState.withRttPhase(state, EntryState.RTT_ANSWERED);
    }
    boolean completes =
        fromClient && (flags & (TcpFlags.ACK | TcpFlags.SYN | TcpFlags.RST)) == TcpFlags.ACK;
    if (completes && phase == EntryState.RTT_ANSWERED) {
      words[base + Entries.RTT] = Math.max(0, timeNanos - words[base + Entries.RTT]);
      return EntryState.withRttPhase(state, EntryState.RTT_KNOWN);
    }
    return state;
  }
}
