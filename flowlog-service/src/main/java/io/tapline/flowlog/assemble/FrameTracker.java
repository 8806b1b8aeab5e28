package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Announcement;
import io.tapline.flowlog.identify.Identification;
import io.tapline.flowlog.identify.PayloadIdentifier;
import io.tapline.wire.frame.FrameView;

/**
 * Counts captured frames into the open connections of a table. Whether a frame belongs to what is
 * open is asked when it arrives, so a late sweep changes when a row leaves the table, never what it
 * says. Where the frames' time jumps back ({@link TimeJumps}), the watermark goes back, too, and
 * all that was open before is closed.
 */
final class FrameTracker {
  private final OpenConnections open;
  private final Entries entries;
  private final TableSave save;
  private final PayloadIdentifier identifier;
  private final ConnectionKey key = new ConnectionKey();
  final TimeJumps jumps = new TimeJumps();

  FrameTracker(OpenConnections open) {
    this.open = open;
    this.entries = open.entries;
    this.save = open.save;
    this.identifier = open.identifier;
  }

  /** See {@link ConnectionTable#track}. */
  void track(FrameView frame, int context, long position, long timeNanos, int originalLength) {
    long time = OpenConnections.time(timeNanos);
    moveWatermark(time);
    key.of(frame, context);
    int hash = key.hash();
    int entry = open.index.find(key, hash);
    if (entry == Entries.NONE) {
      entry = open.begin(key, hash, EntryUpdate.firstState(frame, key.fromHigh), position, time);
      begun(entry, frame, context, time);
    } else {
      CloseReason reason = reasonToSplit(entry, frame, time);
      if (reason != CloseReason.OPEN) {
        long state = EntryUpdate.firstState(frame, key.fromHigh);
        entry = open.split(entry, reason, key, hash, state, position, time);
        begun(entry, frame, context, time);
      }
    }
    count(entry, frame, time, originalLength);
  }

  private void moveWatermark(long time) {
    if (jumps.isEarly(time, open.watermark)) {
      early(time);
    } else {
      if (jumps.isRunning()) {
        jumps.onTime();
      }
      open.moveWatermark(time);
    }
  }

  private void early(long time) {
    if (jumps.early(time)) {
      open.jumpBack(jumps.latest());
    }
  }

  private void begun(int entry, FrameView frame, int context, long time) {
    if (context != Contexts.NONE) {
      entries.tunnelId(entry, TunnelContexts.idEachWay(frame.tunnels()));
    } else if (open.announced.mayHave(key.ports) && entries.identified(entry) == null) {
      nameAsAnnounced(entry, time);
    }
  }

  private void nameAsAnnounced(int entry, long time) {
    int state = entries.base(entry) + Entries.STATE;
    long[] words = entries.chunk(entry);
    boolean serverHigh = !EntryState.clientHigh(words[state]);
    Identification said = open.announced.take(key, serverHigh, time);
    entries.identify(entry, said);
    if (said != null && said.settled()) {
      words[state] = EntryState.withSettled(words[state]);
    }
  }

  private CloseReason reasonToSplit(int entry, FrameView frame, long time) {
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    boolean earlier = jumps.isRunning() && jumps.isEarly(time, words[base + Entries.START]);
    if (earlier || open.isIdle(entry)) {
      return open.idleReason(entry);
    }
    if ((frame.tcpFlags() & TcpFlags.SYN) != 0 && isReused(words, base, frame, time)) {
      return CloseReason.REUSED;
    }
    return open.activeReason(words[base + Entries.START], time);
  }

  /**
   * Whether a SYN opens another connection with the same ports: it has not the initial number of
   * what is open, and is not older. After the end it need not be known. A SYN and ACK tells nothing
   * but where no client was seen.
   */
  private boolean isReused(long[] words, int base, FrameView frame, long time) {
    long endpoints = words[base + Entries.TCP];
    long state = words[base + Entries.STATE];
    boolean opens = TcpFlags.opens(frame.tcpFlags());
    boolean known = TcpEndpoints.isKnown(endpoints, key.fromHigh);
    if (known && TcpEndpoints.isInitial(endpoints, key.fromHigh, frame.tcpSequence())) {
      return false;
    }
    if (EntryState.isOf(state, TimeoutClass.TCP_CLOSED)) {
      return opens && time >= words[base + Entries.END];
    }
    boolean first = opens || TcpEndpoints.isSilent(endpoints, EntryState.clientHigh(state));
    return known && first && time >= words[base + Entries.START];
  }

  private void count(int entry, FrameView frame, long time, int originalLength) {
    save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int before = EntryState.timeoutClass(words[base + Entries.STATE]);
    EntryUpdate.count(words, base, frame, key.fromHigh, time, originalLength);
    if (frame.payloadCapturedLength() > 0 && mayIdentify(words[base + Entries.STATE])) {
      identify(entry, words, base, frame, time);
    }
    open.touch(entry, words, base, before);
  }

  private boolean mayIdentify(long state) {
    return !EntryState.settled(state)
        && EntryState.payloads(state, key.fromHigh) < PayloadIdentifier.PAYLOADS;
  }

  private void identify(int entry, long[] words, int base, FrameView frame, long time) {
    long state = words[base + Entries.STATE];
    Identification known = entries.identified(entry);
    boolean fromClient = key.fromHigh == EntryState.clientHigh(state);
    boolean first =
        EntryState.payloads(state, key.fromHigh) == 0
            && (EntryState.flags(state, key.fromHigh) & TcpFlags.SYN) != 0;
    Identification found = identifier.identify(frame, fromClient, first, known, entry);
    if (found != null) {
      entries.identify(entry, found);
      if (found.announces()) {
        announce(words[base + Entries.PORTS], time);
        return;
      }
    }
    state = EntryState.countPayload(state, key.fromHigh);
    boolean settled = found != null && found.settled();
    if (EntryState.payloads(state, key.fromHigh) == PayloadIdentifier.PAYLOADS && fromClient) {
      identifier.forget(entry);
    }
    words[base + Entries.STATE] = settled ? EntryState.withSettled(state) : state;
  }

  /** Payloads of connections that announce others are not counted: all of them are looked at. */
  private void announce(long ports, long time) {
    if (ConnectionKey.context(ports) == Contexts.NONE) {
      for (Announcement one : identifier.announced()) {
        open.announced.put(one, time);
      }
    }
  }

  /** See {@link ConnectionTable#noteError}. */
  void noteError(FrameView quoted, int context, int error) {
    key.of(quoted, context);
    int entry = open.index.find(key, key.hash());
    if (entry != Entries.NONE && !open.isIdle(entry)) {
      save.before(entry);
      long[] words = entries.chunk(entry);
      int state = entries.base(entry) + Entries.STATE;
      words[state] = EntryState.withIcmpError(words[state], error);
      save.changed(words, entries.base(entry), entry);
    }
  }
}
