package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.TunnelStack;
import io.tapline.wire.protocol.IpProtocols;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which connection the datagrams belong to whose first fragment was seen, so that later fragments,
 * which have no ports, are counted there. Later fragments that come before the first one are held
 * for it ({@link HeldFragments}). Identified by addresses, identification and protocol (RFC 791;
 * without the protocol in IPv6, RFC 8200), VLAN and the tunnel that the fragments lie in.
 *
 * <p>Kept for {@link #TIMEOUT_NANOS} of packet time and for at most {@code capacity} datagrams;
 * beyond that the oldest is forgotten and counted. Flat arrays: a ring in order of arrival, and
 * chains of slots with the same hash, which is seeded per process, so that nobody can aim at one
 * chain; nothing that is logged depends on it.
 *
 * <pre>
 *  word 0..3  source and destination of the datagram        known by these
 *        4    identification, number of the context
 *        5    VLAN, IP version, protocol (0 in IPv6); -1 = replaced by a newer one
 *        6    time at which the first fragment came
 *        7..10 source and destination of the connection     these are given to later fragments
 *       11    context number, protocol, ports: as in a {@link ConnectionKey}, source first
 *       12    sequence number and header length of TCP whose header goes on in later fragments;
 *             or, while the first one is waited for, the list of what is held, and WAITING
 * </pre>
 */
final class FragmentTable {
  /** Datagrams whose later fragments are waited for. */
  static final int DEFAULT_DATAGRAMS = 4096;

  /** RFC 791 recommends 15 s, RFC 8200 60 s, Linux waits for 30 s. */
  static final long TIMEOUT_NANOS = 30_000_000_000L;

  /** Later fragments that are held for their first one, of all datagrams. */
  static final int HELD = 1024;

  static final int NONE = -1;

  /** Header length of a datagram whose first fragment has not come. */
  private static final int WAITING = -2;

  private static final int ID_AND_CONTEXT = 4;
  private static final int PROTOCOL = 5;
  private static final int TIME = 6;
  private static final int CONNECTION = 7;
  private static final int PORTS = 11;
  private static final int HEADER = 12;
  private static final int WORDS = 13;
  private static final int WORDS_WITHOUT_HEADER = 12;
  private static final int KEY_WORDS = 6;
  private static final long REPLACED = -1;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final long SEED = new SplittableRandom().nextLong();

  private final int capacity;
  private final Contexts contexts;
  private final long[] words;
  private final int[] chains;
  private final int[] next;
  private final long[] key = new long[KEY_WORDS];
  private final HeldFragments held = new HeldFragments(HELD);

  /** What was held for the first fragment that was put. */
  private int ready = HeldFragments.NONE;

  /** Where its datagram is, if it is the innermost one. */
  private int readyBase = NONE;

  private int oldest;
  private int count;
  private long overflows;

  FragmentTable(int capacity, Contexts contexts) {
    this.capacity = capacity;
    this.contexts = contexts;
    this.words = new long[capacity * WORDS];
    this.chains = new int[Integer.highestOneBit(capacity) * 2];
    this.next = new int[capacity];
    Arrays.fill(chains, NONE);
  }

  /** Datagrams that were forgotten because the table was full. */
  long overflows() {
    return overflows;
  }

  int size() {
    return count;
  }

  /**
   * Notes a first fragment, of the datagram of the frame itself or of one that carries a tunnel.
   *
   * @param level of the tunnel, or its depth for the frame itself
   * @param outerContext that the datagram lies in
   * @param context of the frame's connection
   * @param now greatest time so far
   */
  void put(FrameView frame, int level, int outerContext, int context, long now) {
    expire(now);
    fillKey(frame, level, outerContext);
    int known = find();
    boolean innermost = level == frame.tunnels().depth();
    if (known != NONE) {
      takeHeld(known, innermost);
      unlink(known);
      words[known * WORDS + PROTOCOL] = REPLACED;
    }
    makeRoom();
    append(frame, context, now, innermost);
  }

  private void takeHeld(int slot, boolean innermost) {
    if (isWaiting(slot)) {
      int list = list(slot);
      if (!innermost) {
        held.forgetTcp(list);
      }
      ready = held.joined(ready, list);
      words[slot * WORDS + HEADER] = 0;
    }
  }

  private boolean isWaiting(int slot) {
    return (int) words[slot * WORDS + HEADER] == WAITING;
  }

  private int list(int slot) {
    return (int) (words[slot * WORDS + HEADER] >> Integer.SIZE);
  }

  /** Whether later fragments were held for the first one that was just put. */
  boolean hasReady() {
    return ready != HeldFragments.NONE;
  }

  /**
   * Counts what was held for the first fragment, which the view shows; afterwards it shows one of
   * those.
   *
   * @return how many fragments
   */
  int countReady(ConnectionTable table, FrameView frame, int context) {
    int count = countReady(table, frame, context, true) + countReady(table, frame, context, false);
    held.release(ready);
    ready = HeldFragments.NONE;
    return count;
  }

  /**
   * @param headers whether those count that say how long the header of TCP is, or the others
   */
  private int countReady(ConnectionTable table, FrameView frame, int context, boolean headers) {
    int count = 0;
    for (int next = held.first(ready); next != NONE; next = held.after(next, ready)) {
      if (held.saysHeader(next) == headers) {
        held.show(next, frame);
        if (held.isTcp(next) && readyBase != NONE) {
          completeHeader(frame, readyBase);
        }
        table.track(
            frame, context, held.position(next), held.timeNanos(next), held.originalLength(next));
        count++;
      }
    }
    return count;
  }

  /**
   * A replaced datagram has lost nothing, and what is held for one was counted as without ports:
   * neither is counted.
   */
  private void makeRoom() {
    if (count == capacity) {
      overflows += isReplaced(oldest) || isWaiting(oldest) ? 0 : 1;
      removeOldest();
    }
  }

  private boolean isReplaced(int slot) {
    return words[slot * WORDS + PROTOCOL] == REPLACED;
  }

  private void append(FrameView frame, int context, long now, boolean innermost) {
    int base = begin(now);
    readyBase = innermost ? base : NONE;
    words[base + CONNECTION] = frame.sourceHigh();
    words[base + CONNECTION + 1] = frame.sourceLow();
    words[base + CONNECTION + 2] = frame.destinationHigh();
    words[base + CONNECTION + 3] = frame.destinationLow();
    words[base + PORTS] =
        (long) context << ConnectionKey.CONTEXT_SHIFT
            | (long) frame.protocol() << ConnectionKey.PROTOCOL_SHIFT
            | (long) frame.sourcePort() << 16
            | frame.destinationPort();
    boolean tcp = innermost && frame.protocol() == IpProtocols.TCP;
    words[base + HEADER] = tcp ? header(frame.tcpSequence(), frame.tcpHeaderLength()) : 0;
    link(base / WORDS);
  }

  /** A new slot's place, with the key and the time. */
  private int begin(long now) {
    int base = slot(count++) * WORDS;
    System.arraycopy(key, 0, words, base, KEY_WORDS);
    words[base + TIME] = now;
    return base;
  }

  private void link(int slot) {
    contexts.retain((int) words[slot * WORDS + ID_AND_CONTEXT]);
    contexts.retain(ConnectionKey.context(words[slot * WORDS + PORTS]));
    int chain = chain(slot * WORDS);
    next[slot] = chains[chain];
    chains[chain] = slot;
  }

  /**
   * Makes a later fragment a frame of the connection of the first one.
   *
   * @return the number of the connection's context, or {@link #NONE} when the first was not seen
   */
  int attribute(FrameView frame, int context, long now) {
    expire(now);
    fillKey(frame, frame.tunnels().depth(), context);
    int slot = find();
    if (slot == NONE || isWaiting(slot)) {
      return NONE;
    }
    int base = slot * WORDS;
    long ports = words[base + PORTS];
    if (frame.protocol() == IpProtocols.TCP) {
      completeHeader(frame, base);
    }
    frame.attributeTo(
        words[base + CONNECTION],
        words[base + CONNECTION + 1],
        words[base + CONNECTION + 2],
        words[base + CONNECTION + 3],
        ConnectionKey.protocol(ports),
        (int) (ports >> 16) & 0xffff,
        (int) ports & 0xffff);
    return ConnectionKey.context(ports);
  }

  /**
   * Holds a later fragment that {@link #attribute} found no connection for, until its first one
   * comes or it is too late.
   */
  void hold(
      FrameView frame, int context, long position, long timeNanos, int originalLength, long now) {
    fillKey(frame, frame.tunnels().depth(), context);
    int slot = find();
    if (!held.hasRoom() || (slot == NONE && count == capacity)) {
      return; // nothing is forgotten for it
    }
    if (slot == NONE) {
      int base = begin(now);
      Arrays.fill(words, base + CONNECTION, base + WORDS, 0);
      words[base + HEADER] = header(HeldFragments.NONE, WAITING);
      slot = base / WORDS;
      link(slot);
    }
    int list = held.append(list(slot), frame, position, timeNanos, originalLength);
    words[slot * WORDS + HEADER] = header(list, WAITING);
  }

  private static long header(int sequence, int length) {
    return ((long) sequence << Integer.SIZE) | (length & 0xffff_ffffL);
  }

  /** A TCP header may be spread over fragments; its flags count once, its bytes as no payload. */
  private void completeHeader(FrameView frame, int base) {
    int length = (int) words[base + HEADER];
    int sequence = (int) (words[base + HEADER] >> Integer.SIZE);
    if (length == FrameView.UNKNOWN_TCP_HEADER && frame.tcpHeaderLength() > 0) {
      length = frame.tcpHeaderLength();
      words[base + HEADER] = header(sequence, length);
    } else {
      frame.forgetTcpFlags();
    }
    frame.completeTcpHeader(length, sequence);
  }

  private void fillKey(FrameView frame, int level, int context) {
    TunnelStack tunnels = frame.tunnels();
    if (level == tunnels.depth()) {
      key[0] = frame.sourceHigh();
      key[1] = frame.sourceLow();
      key[2] = frame.destinationHigh();
      key[3] = frame.destinationLow();
      fillKey(
          frame.fragmentId(), context, frame.vlan(), frame.ipVersion(), frame.datagramProtocol());
    } else {
      key[0] = tunnels.sourceHigh(level);
      key[1] = tunnels.sourceLow(level);
      key[2] = tunnels.destinationHigh(level);
      key[3] = tunnels.destinationLow(level);
      fillKey(
          tunnels.fragmentId(level),
          context,
          tunnels.vlan(level),
          tunnels.ipVersion(level),
          tunnels.datagramProtocol(level));
    }
  }

  private void fillKey(int id, int context, int vlan, int ipVersion, int protocol) {
    key[ID_AND_CONTEXT] = (long) id << 32 | context;
    key[PROTOCOL] = (long) vlan << 16 | (long) ipVersion << 8 | (ipVersion == 4 ? protocol : 0);
  }

  private int find() {
    for (int slot = chains[chain(key, 0)]; slot != NONE; slot = next[slot]) {
      if (Arrays.equals(words, slot * WORDS, slot * WORDS + KEY_WORDS, key, 0, KEY_WORDS)) {
        return slot;
      }
    }
    return NONE;
  }

  private int chain(int base) {
    return chain(words, base);
  }

  private int chain(long[] from, int base) {
    long hash = SEED;
    for (int i = 0; i < KEY_WORDS; i++) {
      hash = (hash ^ from[base + i]) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 20) & chains.length - 1;
  }

  private int slot(int age) {
    int slot = oldest + age;
    return slot < capacity ? slot : slot - capacity;
  }

  private void expire(long now) {
    while (count > 0 && Math.abs(now - words[oldest * WORDS + TIME]) > TIMEOUT_NANOS) {
      removeOldest(); // also when time has jumped back
    }
  }

  private void removeOldest() {
    if (!isReplaced(oldest)) {
      if (isWaiting(oldest)) {
        held.release(list(oldest));
      }
      unlink(oldest);
    }
    oldest = slot(1);
    count--;
  }

  private void unlink(int slot) {
    int chain = chain(slot * WORDS);
    if (chains[chain] == slot) {
      chains[chain] = next[slot];
    } else {
      int before = chains[chain];
      while (next[before] != slot) {
        before = next[before];
      }
      next[before] = next[slot];
    }
    contexts.release((int) words[slot * WORDS + ID_AND_CONTEXT]);
    contexts.release(ConnectionKey.context(words[slot * WORDS + PORTS]));
  }

  void write(SnapshotWriter out) {
    out.writeLong(overflows);
    out.writeLong(count);
    for (int age = 0; age < count; age++) {
      int base = slot(age) * WORDS;
      for (int word = 0; word < WORDS; word++) {
        out.writeLong(words[base + word]);
      }
      if (isWaiting(base / WORDS)) {
        held.write(out, list(base / WORDS));
      }
    }
  }

  /**
   * Into a new table; the oldest are forgotten when there were more than there is room now.
   *
   * @param headers whether what was written knows of headers over several fragments
   */
  void read(SnapshotReader in, boolean headers) {
    overflows = in.readLong();
    for (long left = in.readLong(); left > 0; left--) {
      makeRoom();
      readEntry(in, headers ? WORDS : WORDS_WITHOUT_HEADER);
    }
  }

  private void readEntry(SnapshotReader in, int written) {
    int slot = slot(count);
    int base = slot * WORDS;
    for (int word = 0; word < written; word++) {
      words[base + word] = in.readLong();
    }
    count++;
    if (isWaiting(slot)) {
      readHeld(in, slot);
    }
    if (!isReplaced(slot)) {
      in.require(
          contexts.knows((int) words[base + ID_AND_CONTEXT])
              && contexts.knows(ConnectionKey.context(words[base + PORTS])),
          "a fragment has an unknown context");
      link(slot);
    }
  }

  private void readHeld(SnapshotReader in, int slot) {
    int list = held.read(in);
    words[slot * WORDS + HEADER] = list == HeldFragments.NONE ? 0 : header(list, WAITING);
    words[slot * WORDS + PROTOCOL] =
        list == HeldFragments.NONE ? REPLACED : words[slot * WORDS + PROTOCOL];
  }
}
