package io.tapline.flowlog.assemble;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;

/**
 * Later fragments that came before their first one, as what has to be counted when it comes: a pool
 * of lists, one for each datagram, in order of arrival. A list is its last fragment, which links to
 * the first. Bounded: what finds no place is not held.
 *
 * <pre>
 *  word 0  number of the frame within its source
 *       1  time
 *       2  bytes of the frame on the wire, bytes of payload
 *       3  offset in the datagram, header length of TCP that it says
 *       4  TCP, its flags, its acknowledgement number
 * </pre>
 */
final class HeldFragments {
  static final int NONE = -1;

  private static final int TIME = 1;
  private static final int LENGTHS = 2;
  private static final int OFFSET = 3;
  private static final int TCP = 4;
  private static final int WORDS = 5;
  private static final long IS_TCP = 1L << 40;

  private final long[] words;
  private final int[] next;
  private int free = NONE;
  private int used;

  HeldFragments(int capacity) {
    words = new long[capacity * WORDS];
    next = new int[capacity];
  }

  boolean hasRoom() {
    return free != NONE || used < next.length;
  }

  /** A list with one more fragment; there is room. */
  int append(int list, FrameView frame, long position, long timeNanos, int originalLength) {
    int base = allocate(list) * WORDS;
    words[base] = position;
    words[base + TIME] = timeNanos;
    words[base + LENGTHS] = pair(originalLength, frame.payloadLength());
    boolean tcp = frame.protocol() == IpProtocols.TCP;
    words[base + OFFSET] = pair(frame.fragmentOffset(), tcp ? frame.tcpHeaderLength() : 0);
    words[base + TCP] = tcp ? IS_TCP | pair(frame.tcpFlags(), frame.tcpAcknowledgement()) : 0;
    return base / WORDS;
  }

  private static long pair(int upper, int lower) {
    return ((long) upper << Integer.SIZE) | (lower & 0xffff_ffffL);
  }

  private int allocate(int list) {
    int held = free == NONE ? used++ : free;
    free = held == free ? next[held] : free;
    if (list == NONE) {
      next[held] = held;
    } else {
      next[held] = next[list];
      next[list] = held;
    }
    return held;
  }

  int first(int list) {
    return next[list];
  }

  /** The one after it, or {@link #NONE} after the last. */
  int after(int held, int list) {
    return held == list ? NONE : next[held];
  }

  void release(int list) {
    int first = next[list];
    next[list] = free;
    free = first;
  }

  /** The first list, then the second; either may be {@link #NONE}. */
  int joined(int list, int behind) {
    if (list == NONE || behind == NONE) {
      return list == NONE ? behind : list;
    }
    int first = next[list];
    next[list] = next[behind];
    next[behind] = first;
    return behind;
  }

  /** What was in the datagram that carries a tunnel is no TCP of the connection inside. */
  void forgetTcp(int list) {
    for (int held = first(list); held != NONE; held = after(held, list)) {
      words[held * WORDS + TCP] = 0;
    }
  }

  long position(int held) {
    return words[held * WORDS];
  }

  long timeNanos(int held) {
    return words[held * WORDS + TIME];
  }

  int originalLength(int held) {
    return (int) (words[held * WORDS + LENGTHS] >> Integer.SIZE);
  }

  /** Whether it may have a part of the header of TCP. */
  boolean isTcp(int held) {
    return (words[held * WORDS + TCP] & IS_TCP) != 0;
  }

  /** Whether it says how long the header of TCP is. */
  boolean saysHeader(int held) {
    return (int) words[held * WORDS + OFFSET] > 0;
  }

  /** Makes the view of the first fragment that of this one, of the same connection. */
  void show(int held, FrameView frame) {
    int base = held * WORDS;
    frame.becomeLaterFragment(
        (int) words[base + LENGTHS],
        (int) (words[base + OFFSET] >> Integer.SIZE),
        (int) words[base + OFFSET],
        (int) (words[base + TCP] >> Integer.SIZE) & 0xff,
        (int) words[base + TCP]);
  }

  void write(SnapshotWriter out, int list) {
    long count = 0;
    for (int held = first(list); held != NONE; held = after(held, list)) {
      count++;
    }
    out.writeLong(count);
    for (int held = first(list); held != NONE; held = after(held, list)) {
      for (int word = 0; word < WORDS; word++) {
        out.writeLong(words[held * WORDS + word]);
      }
    }
  }

  /** The list that was written, as far as there is room. */
  int read(SnapshotReader in) {
    int list = NONE;
    for (long left = in.readLong(); left > 0; left--) {
      boolean fits = hasRoom();
      int held = fits ? allocate(list) : NONE;
      for (int word = 0; word < WORDS; word++) {
        long value = in.readLong();
        if (fits) {
          words[held * WORDS + word] = value;
        }
      }
      list = fits ? held : list;
    }
    return list;
  }
}
