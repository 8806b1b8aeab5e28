package io.tapline.flowlog.ingest;

import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The fragments that came of one UDP datagram, in order of arrival, until all did, and afterwards
 * to recognise those that come again. Reused; keeps the memory of the longest datagram it held.
 *
 * <p>The length in the UDP header, which is in the first fragment, says how many bytes there are.
 */
final class FragmentedDatagram {
  /** Fragments of one datagram: 65,535 bytes at the smallest MTU of Internet paths, 576. */
  static final int MAX_FRAGMENTS = 128;

  static final int HEADER_BYTES = 8;

  /** Bytes of the payload of an IP datagram. */
  static final int MAX_BYTES = 0xFFFF;

  private static final int LENGTH = 4;
  private static final int UNKNOWN = -1;
  private static final int FIRST_BYTES = 2048;

  /** What a fragment is to the datagram. */
  enum Part {
    /** It is one more. */
    NEW,
    /** It came before, with the same content. */
    REPEATED,
    /** It cannot be of the same datagram: it has other bytes for the same place. */
    CONTRADICTING
  }

  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int id;
  private int network;
  private long firstNanos;
  private boolean complete;
  private int count;
  private int total = UNKNOWN;
  private int held;
  private final int[] offsets = new int[MAX_FRAGMENTS];
  private final int[] lengths = new int[MAX_FRAGMENTS];
  private byte[] bytes = new byte[FIRST_BYTES];
  private MemorySegment segment = MemorySegment.ofArray(bytes);

  /** What the UDP header says of the length of its datagram, with the header. */
  static int total(MemorySegment from, long header) {
    return BigEndian.uint16(from, header + LENGTH);
  }

  /** A datagram of which nothing came, with what its fragments have in common. */
  void begin(FrameView frame, long timeNanos) {
    sourceHigh = frame.sourceHigh();
    sourceLow = frame.sourceLow();
    destinationHigh = frame.destinationHigh();
    destinationLow = frame.destinationLow();
    id = frame.fragmentId();
    network = network(frame);
    firstNanos = timeNanos;
    complete = false;
    count = 0;
    total = UNKNOWN;
    held = 0;
  }

  private static int network(FrameView frame) {
    return frame.vlan() << 8 | frame.ipVersion();
  }

  /** Whether the frame has a fragment of it (RFC 791, RFC 8200). */
  boolean is(FrameView frame) {
    return id == frame.fragmentId()
        && network == network(frame)
        && sourceLow == frame.sourceLow()
        && sourceHigh == frame.sourceHigh()
        && destinationLow == frame.destinationLow()
        && destinationHigh == frame.destinationHigh();
  }

  long firstNanos() {
    return firstNanos;
  }

  boolean isComplete() {
    return complete;
  }

  /** Frames that it holds. */
  int fragments() {
    return count;
  }

  int heldBytes() {
    return held;
  }

  Part part(int offset, MemorySegment from, long at, int length) {
    int place = 0;
    for (int i = 0; i < count; i++) {
      if (offset == offsets[i] && length == lengths[i] && equal(place, from, at, length)) {
        return Part.REPEATED;
      }
      if (offset < offsets[i] + lengths[i] && offsets[i] < offset + length) {
        return Part.CONTRADICTING;
      }
      place += lengths[i];
    }
    return complete || count == MAX_FRAGMENTS ? Part.CONTRADICTING : Part.NEW;
  }

  private boolean equal(int place, MemorySegment from, long at, int length) {
    return MemorySegment.mismatch(segment, place, place + length, from, at, at + length) < 0;
  }

  /**
   * Takes a fragment that is {@link Part#NEW}.
   *
   * @param offset of its bytes in the payload of IP; 0 for the UDP header
   */
  void add(int offset, MemorySegment from, long at, int length) {
    reserve(held + length);
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, bytes, held, length);
    note(offset, length);
  }

  private void reserve(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Integer.highestOneBit(length - 1) << 1);
      segment = MemorySegment.ofArray(bytes);
    }
  }

  /** Its bytes are those behind what is held. */
  private void note(int offset, int length) {
    offsets[count] = offset;
    lengths[count++] = length;
    if (offset == 0) {
      total = total(segment, held);
    }
    held += length;
    complete = total != UNKNOWN && covered() == total;
  }

  /** Bytes of the datagram that came; fragments do not overlap. */
  private int covered() {
    int covered = 0;
    for (int i = 0; i < count; i++) {
      covered += Math.max(0, Math.min(total, offsets[i] + lengths[i]) - offsets[i]);
    }
    return covered;
  }

  /**
   * Puts a complete datagram together.
   *
   * @param to has room for {@link #MAX_BYTES}
   * @return its length, with the UDP header
   */
  int copyTo(byte[] to) {
    int place = 0;
    for (int i = 0; i < count; i++) {
      int length = Math.min(total, offsets[i] + lengths[i]) - offsets[i];
      if (length > 0) {
        System.arraycopy(bytes, place, to, offsets[i], length);
      }
      place += lengths[i];
    }
    return total;
  }

  void save(StateWriter state) {
    state.int64(sourceHigh);
    state.int64(sourceLow);
    state.int64(destinationHigh);
    state.int64(destinationLow);
    state.int32(id);
    state.int32(network);
    state.int64(firstNanos);
    state.int32(count);
    int place = 0;
    for (int i = 0; i < count; i++) {
      state.int32(offsets[i]);
      state.bytes(Arrays.copyOfRange(bytes, place, place + lengths[i]));
      place += lengths[i];
    }
  }

  /**
   * Goes on from what {@link #save} wrote.
   *
   * @throws IllegalArgumentException when it cannot be
   */
  void restore(StateReader state) {
    sourceHigh = state.int64();
    sourceLow = state.int64();
    destinationHigh = state.int64();
    destinationLow = state.int64();
    id = state.int32();
    network = state.int32();
    firstNanos = state.int64();
    int fragments = state.count(MAX_FRAGMENTS);
    for (int i = 0; i < fragments; i++) {
      restorePart(state.int32(), state.bytes());
    }
  }

  private void restorePart(int offset, byte[] part) {
    boolean fits = offset >= 0 && part.length <= MAX_BYTES && offset <= MAX_BYTES - part.length;
    if (!fits || part.length == 0 || (offset == 0 && part.length < HEADER_BYTES)) {
      throw new IllegalArgumentException("snapshot: no fragment has this place and length");
    }
    reserve(held + part.length);
    System.arraycopy(part, 0, bytes, held, part.length);
    note(offset, part.length);
  }
}
