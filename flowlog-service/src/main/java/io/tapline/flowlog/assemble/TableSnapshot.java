package io.tapline.flowlog.assemble;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The state of a table as bytes, without its open connections, which lie in open segments ({@link
 * EntryCodec}).
 *
 * <pre>
 *  int MAGIC, byte VERSION, watermark, evictions,
 *  appends to lists so far, number of the next open segment,
 *  repeated observations, saturated records, {@link TimeJumps},
 *  contexts in use ({@link Contexts#write}), payloads kept ({@link KeptPayloads#write}),
 *  ends announced ({@link AnnouncedEnds#write})
 *  int CRC-32C of all before
 * </pre>
 *
 * Numbers without a type are variable-length: seven bits a byte, least significant first. Versions
 * 1 and 2 hold the open connections themselves, per timeout class in the order of its list; version
 * 1 has no contexts and fewer timeout classes. Before version 4 there are neither observations nor
 * jumps of time nor payloads, and contexts have no ends of tunnels. Before version 5 there are no
 * ends announced.
 */
final class TableSnapshot {
  static final int MAGIC = 0x544c4354;
  static final int VERSION = 5;
  private static final int WITHOUT_CONTEXTS = 1;
  private static final int WITH_ENTRIES = 2;
  private static final int BEFORE_JUMPS = 3;
  private static final int BEFORE_ANNOUNCEMENTS = 4;
  private static final int CLASSES_OF_VERSION_1 = 6;
  private static final int EXPECTED_BYTES = 256;

  private TableSnapshot() {}

  static byte[] write(ConnectionTable table) {
    SnapshotWriter out = new SnapshotWriter(EXPECTED_BYTES);
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeLong(table.open.watermark);
    out.writeLong(table.open.evictions);
    out.writeLong(table.open.lists.appends());
    out.writeLong(table.open.rows.nextNumber());
    out.writeLong(table.flows.repeatedObservations);
    out.writeLong(table.flows.saturatedRecords);
    table.frames.jumps.write(out);
    table.open.contexts.write(out);
    KeptPayloads.write(out, table.open.entries, table.open.identifier);
    table.open.announced.write(out);
    return out.finish();
  }

  static boolean isSnapshot(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == MAGIC;
  }

  /** Fills a new table, but for the connections in open segments. */
  static void read(byte[] snapshot, ConnectionTable table) {
    if (table.openCount() != 0 || table.open.watermark != 0) {
      throw new IllegalStateException("only a new table can be restored");
    }
    SnapshotReader in = new SnapshotReader(snapshot);
    in.require(in.readInt() == MAGIC, "it is not a snapshot of a connection table");
    int version = in.readByte();
    in.require(
        version >= WITHOUT_CONTEXTS && version <= VERSION,
        "its version is " + version + ", known here is " + VERSION);
    in.requireChecksum();
    table.open.watermark = in.readLong();
    table.open.evictions = in.readLong();
    if (version > WITH_ENTRIES) {
      table.open.lists.continueFrom(in.readLong());
      table.open.rows.continueFrom(in.readLong());
    }
    if (version > BEFORE_JUMPS) {
      table.flows.repeatedObservations = in.readLong();
      table.flows.saturatedRecords = in.readLong();
      table.frames.jumps.read(in);
    }
    if (version > WITHOUT_CONTEXTS) {
      table.open.contexts.read(in, version > BEFORE_JUMPS);
    }
    if (version > BEFORE_JUMPS) {
      table.payloads.read(in, table.open.identifier);
    }
    if (version > BEFORE_ANNOUNCEMENTS) {
      table.open.announced.read(in);
    }
    if (version <= WITH_ENTRIES) {
      readEntries(in, table, version);
    }
    in.require(in.atEnd(), "bytes follow its end");
  }

  private static void readEntries(SnapshotReader in, ConnectionTable table, int version) {
    int classes = version == WITHOUT_CONTEXTS ? CLASSES_OF_VERSION_1 : TimeoutClass.COUNT;
    for (int timeoutClass = 0; timeoutClass < classes; timeoutClass++) {
      for (long left = in.readLong(); left > 0; left--) {
        int entry = table.codec.readOld(in, table.open.watermark);
        long state = table.open.entries.word(entry, Entries.STATE);
        in.require(EntryState.timeoutClass(state) == timeoutClass, "an entry is in the wrong list");
        table.open.adoptOld(entry);
      }
    }
  }

  /** Fills the rows of one open segment that hold into a table that goes on. */
  static void readOpen(long number, byte[] state, byte[] deletionVector, ConnectionTable table) {
    SnapshotReader in = new SnapshotReader(state);
    in.require(in.readInt() == EntryCodec.MAGIC, "it is not the state of an open segment");
    int version = in.readByte();
    in.require(
        EntryCodec.isKnown(version),
        "its version is " + version + ", known here is " + EntryCodec.VERSION);
    in.requireChecksum();
    long base = in.readLong();
    OpenSegment segment = new OpenSegment(number);
    int slot = table.open.rows.takeOver(segment);
    while (!in.atEnd()) {
      in.require(segment.rows() < OpenSegment.MAX_ROWS, "it has too many rows");
      int entry = table.codec.read(in, base, version);
      int row = segment.append(entry);
      if (DeletionVector.contains(deletionVector, row)) {
        segment.delete(row);
        table.open.entries.release(entry);
      } else {
        table.codec.requireContext(in, entry);
        table.adopt(entry, OpenRows.place(slot, row));
      }
    }
    boolean _ = segment.takeChanged();
  }

  /** Puts all entries into their lists, in the order in which they were appended there. */
  static void readEnd(ConnectionTable table, EntrySet restored) {
    int count = table.openCount();
    long[] orders = new long[count];
    int filled = 0;
    for (int e = restored.next(0); e != EntrySet.END; e = restored.next(e + 1)) {
      orders[filled++] = table.open.entries.word(e, Entries.ORDER);
    }
    Arrays.sort(orders, 0, filled);
    int[] ranked = new int[filled];
    for (int e = restored.next(0); e != EntrySet.END; e = restored.next(e + 1)) {
      ranked[Arrays.binarySearch(orders, 0, filled, table.open.entries.word(e, Entries.ORDER))] = e;
    }
    for (int entry : ranked) {
      long state = table.open.entries.word(entry, Entries.STATE);
      table.open.lists.rejoin(
          entry, EntryState.timeoutClass(state), table.open.entries.word(entry, Entries.QUEUED));
    }
  }

  static Refusal corrupt(String why) {
    return new Refusal(
        Reason.STATE_CORRUPT, "The saved state of the open connections cannot be read: " + why);
  }
}
