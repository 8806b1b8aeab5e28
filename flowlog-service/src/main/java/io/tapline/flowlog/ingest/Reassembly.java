package io.tapline.flowlog.ingest;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.frame.Fragment;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Puts UDP datagrams together whose fragments (IPv4 and IPv6) were captured, in any order.
 *
 * <p>Identified by addresses, identification, version of IP and VLAN. A fragment that came before,
 * also of a datagram that is complete, is recognised as long as its datagram is remembered; one
 * that contradicts what came begins a datagram of its own, since identifications are used again
 * (RFC 4963). Datagrams are remembered for {@link #TIMEOUT_NANOS} after their first fragment,
 * bounded by count and bytes: beyond that the complete ones go first, then the oldest. Nothing is
 * allocated once the datagrams have grown.
 *
 * <p>A snapshot is: version (4 bytes), the counters, the number of datagrams, each datagram.
 */
final class Reassembly {
  /** Datagrams that are remembered. */
  static final int DEFAULT_DATAGRAMS = 256;

  /** Bytes of their fragments. */
  static final int DEFAULT_BYTES = 1 << 20;

  /** RFC 791 recommends 15 s, RFC 8200 60 s, Linux waits for 30 s. */
  static final long TIMEOUT_NANOS = 30_000_000_000L;

  private static final int VERSION = 1;
  private static final int NONE = -1;

  /** What became of a fragment. */
  enum Result {
    /** It is held; others of its datagram are missing. */
    WAITING,
    /** It was the last one: {@link #data} has the datagram. */
    COMPLETE,
    /** It came before. */
    REPEATED,
    /** It was captured in part, has no place in a datagram, or its UDP header cannot be. */
    MALFORMED
  }

  private final int maxBytes;

  /** Those in use come first, in order of arrival. */
  private final FragmentedDatagram[] datagrams;

  private int count;
  private int heldBytes;
  private final byte[] data = new byte[FragmentedDatagram.MAX_BYTES];
  private final MemorySegment segment = MemorySegment.ofArray(data);
  private int length;
  private long released;
  private long reassembled;
  private long incomplete;
  private long forgotten;

  Reassembly() {
    this(DEFAULT_DATAGRAMS, DEFAULT_BYTES);
  }

  Reassembly(int maxDatagrams, int maxBytes) {
    this.maxBytes = maxBytes;
    datagrams = new FragmentedDatagram[maxDatagrams];
  }

  /**
   * Takes a fragment of a UDP datagram.
   *
   * @param frame which shows it
   * @param capturedEnd offset in the frame's segment behind its last byte captured
   */
  Result take(FrameView frame, long capturedEnd, long timeNanos) {
    expire(timeNanos);
    boolean first = frame.fragment() == Fragment.FIRST;
    int header = first ? FragmentedDatagram.HEADER_BYTES : 0;
    long at = frame.payloadOffset() - header;
    int bytes = frame.payloadLength() + header;
    int offset = frame.fragmentOffset();
    boolean whole = at + bytes <= Math.min(capturedEnd, frame.bytes().byteSize());
    if (!whole || bytes == 0 || offset + bytes > FragmentedDatagram.MAX_BYTES) {
      return Result.MALFORMED;
    }
    if (first && FragmentedDatagram.total(frame.bytes(), at) < FragmentedDatagram.HEADER_BYTES) {
      return Result.MALFORMED;
    }
    return take(frame, offset, at, bytes, timeNanos);
  }

  private Result take(FrameView frame, int offset, long at, int bytes, long timeNanos) {
    int known = find(frame);
    if (known != NONE) {
      switch (datagrams[known].part(offset, frame.bytes(), at, bytes)) {
        case REPEATED -> {
          return Result.REPEATED;
        }
        case CONTRADICTING -> remove(known);
        case NEW -> {}
      }
    }
    makeRoom(find(frame) == NONE ? 1 : 0, bytes);
    FragmentedDatagram datagram = datagram(frame, timeNanos);
    datagram.add(offset, frame.bytes(), at, bytes);
    heldBytes += bytes;
    return datagram.isComplete() ? complete(datagram) : Result.WAITING;
  }

  private Result complete(FragmentedDatagram datagram) {
    length = datagram.copyTo(data);
    released += datagram.fragments() - 1;
    reassembled++;
    return Result.COMPLETE;
  }

  /** The datagram that was completed last, from its UDP header on; valid until the next. */
  MemorySegment data() {
    return segment;
  }

  /** Bytes of {@link #data}, with the UDP header. */
  int length() {
    return length;
  }

  /** The port that {@link #data} was sent from. */
  int sourcePort() {
    return ((data[0] & 0xff) << 8) | (data[1] & 0xff);
  }

  /** Frames that waited and whose datagram is complete: how many since this was asked last. */
  long takeReleased() {
    long taken = released;
    released = 0;
    return taken;
  }

  private int find(FrameView frame) {
    for (int i = count - 1; i >= 0; i--) {
      if (datagrams[i].is(frame)) {
        return i;
      }
    }
    return NONE;
  }

  private FragmentedDatagram datagram(FrameView frame, long timeNanos) {
    int known = find(frame);
    if (known != NONE) {
      return datagrams[known];
    }
    FragmentedDatagram begun = next();
    begun.begin(frame, timeNanos);
    return begun;
  }

  private FragmentedDatagram next() {
    if (datagrams[count] == null) {
      datagrams[count] = new FragmentedDatagram();
    }
    return datagrams[count++];
  }

  /** Afterwards there is room for so many more datagrams and bytes. */
  private void makeRoom(int more, int bytes) {
    while (count > 0 && (count + more > datagrams.length || heldBytes + bytes > maxBytes)) {
      int leaving = oldestComplete();
      forgotten += leaving == NONE ? 1 : 0;
      remove(Math.max(0, leaving));
    }
  }

  private int oldestComplete() {
    for (int i = 0; i < count; i++) {
      if (datagrams[i].isComplete()) {
        return i;
      }
    }
    return NONE;
  }

  /** Also when time has jumped back. */
  private void expire(long nowNanos) {
    while (count > 0 && Math.abs(nowNanos - datagrams[0].firstNanos()) > TIMEOUT_NANOS) {
      remove(0);
    }
  }

  private void remove(int leaving) {
    FragmentedDatagram datagram = datagrams[leaving];
    incomplete += datagram.isComplete() ? 0 : 1;
    heldBytes -= datagram.heldBytes();
    System.arraycopy(datagrams, leaving + 1, datagrams, leaving, --count - leaving);
    datagrams[count] = datagram;
  }

  /** The source has ended: what is not complete never will be. */
  void finish() {
    while (count > 0) {
      remove(0);
    }
  }

  /** Adds what is above 0, by name. */
  void addTo(Map<String, Long> counters) {
    add(counters, "reassembled_datagrams", reassembled);
    add(counters, "incomplete_datagrams", incomplete);
    add(counters, "fragments_forgotten", forgotten);
  }

  private static void add(Map<String, Long> counters, String name, long value) {
    if (value > 0) {
      counters.put(name, value);
    }
  }

  byte[] snapshot() {
    StateWriter state = new StateWriter();
    state.int32(VERSION);
    state.int64(reassembled);
    state.int64(incomplete);
    state.int64(forgotten);
    state.int32(count);
    for (int i = 0; i < count; i++) {
      datagrams[i].save(state);
    }
    return state.toByteArray();
  }

  /**
   * Goes on from a snapshot; must be new.
   *
   * @throws IllegalArgumentException when it is none, or one with more than there is room for
   */
  void restore(byte[] snapshot) {
    StateReader state = new StateReader(snapshot);
    int version = state.int32();
    if (version != VERSION) {
      throw new IllegalArgumentException("snapshot: version " + version + " of fragments");
    }
    reassembled = state.int64();
    incomplete = state.int64();
    forgotten = state.int64();
    for (int left = state.count(datagrams.length); left > 0; left--) {
      FragmentedDatagram restored = next();
      restored.restore(state);
      heldBytes += restored.heldBytes();
    }
    state.end();
  }
}
