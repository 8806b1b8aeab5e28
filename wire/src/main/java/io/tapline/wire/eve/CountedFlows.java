package io.tapline.wire.eve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * By which events the flows seen last were counted. Suricata can write a flow as one {@code flow}
 * event and as two {@code netflow} events at once, with the same {@code flow_id} and start and
 * close to each other; whichever comes first counts.
 *
 * <p>Remembers {@value #ENTRIES} flows, four at a place by a hash of id and start; the oldest of
 * the four goes first. Two kinds of event of one flow that lie further apart count twice.
 */
final class CountedFlows {
  static final byte FLOW = 1;
  static final byte NETFLOW = 2;

  static final int ENTRIES = 4096;
  private static final int WAYS = 4;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final byte NONE = 0;

  private final long[] ids = new long[ENTRIES];
  private final long[] starts = new long[ENTRIES];
  private final byte[] kinds = new byte[ENTRIES];
  private int used;

  /** Notes an event; whether the flow is counted by events of the other kind already. */
  boolean isCountedOtherwise(long id, long startNanos, byte kind) {
    int first = place(id, startNanos);
    for (int i = first; i < first + WAYS; i++) {
      if (kinds[i] != NONE && ids[i] == id && starts[i] == startNanos) {
        return kinds[i] != kind;
      }
    }
    put(first, id, startNanos, kind);
    return false;
  }

  private static int place(long id, long startNanos) {
    long mixed = (id * GOLDEN ^ startNanos) * GOLDEN;
    return (int) (mixed >>> 54) * WAYS;
  }

  /** Newest first. */
  private void put(int first, long id, long startNanos, byte kind) {
    used += kinds[first + WAYS - 1] == NONE ? 1 : 0;
    System.arraycopy(ids, first, ids, first + 1, WAYS - 1);
    System.arraycopy(starts, first, starts, first + 1, WAYS - 1);
    System.arraycopy(kinds, first, kinds, first + 1, WAYS - 1);
    ids[first] = id;
    starts[first] = startNanos;
    kinds[first] = kind;
  }

  boolean isEmpty() {
    return used == 0;
  }

  /** Number of entries (4 bytes), then each as its place (2), kind (1), id and start. */
  void write(DataOutputStream state) throws IOException {
    state.writeInt(used);
    for (int i = 0; i < ENTRIES; i++) {
      if (kinds[i] != NONE) {
        state.writeShort(i);
        state.writeByte(kinds[i]);
        state.writeLong(ids[i]);
        state.writeLong(starts[i]);
      }
    }
  }

  void read(DataInputStream state) throws IOException {
    Arrays.fill(kinds, NONE);
    used = state.readInt();
    if (used < 1 || used > ENTRIES) {
      throw new IllegalArgumentException("more flows than are remembered");
    }
    for (int n = 0; n < used; n++) {
      int i = state.readUnsignedShort();
      byte kind = state.readByte();
      if (i >= ENTRIES || kinds[i] != NONE || (kind != FLOW && kind != NETFLOW)) {
        throw new IllegalArgumentException("no such flow is remembered");
      }
      kinds[i] = kind;
      ids[i] = state.readLong();
      starts[i] = state.readLong();
    }
  }
}
