package io.tapline.flowlog.assemble;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.identify.Identification;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a table as bytes.
 *
 * <pre>
 *  int MAGIC, byte VERSION, watermark, evictions,
 *  contexts in use ({@link Contexts#write}),
 *  per timeout class: count, then entries in list order:
 *    words 0..18 (times as distance from the watermark), byte flags, [service, hostname],
 *    [id of the tunnel, in contexts with {@link TunnelContexts#hasIdEachWay}],
 *    of flow records their details ({@link DetailsSnapshot})
 *  int CRC-32C of all before
 * </pre>
 *
 * Numbers without a type are variable-length: seven bits a byte, least significant first. Version 1
 * has no contexts and fewer timeout classes.
 */
final class TableSnapshot {
  static final int MAGIC = 0x544c4354;
  static final int VERSION = 2;
  private static final int WITHOUT_CONTEXTS = 1;
  private static final int CLASSES_OF_VERSION_1 = 6;

  private static final int NOTHING = 0;
  private static final int IDENTIFIED = 1;
  private static final int IDENTIFIED_SETTLED = 2;

  private TableSnapshot() {}

  static byte[] write(ConnectionTable table) {
    SnapshotWriter out = new SnapshotWriter(64 + table.openCount() * 80);
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeLong(table.watermark);
    out.writeLong(table.evictions);
    table.contexts.write(out);
    for (int i = 0; i < TimeoutClass.COUNT; i++) {
      IdleList list = table.lists.of(i);
      out.writeLong(list.size());
      for (int entry = list.head(); entry != Entries.NONE; entry = list.next(entry)) {
        writeEntry(out, table, entry);
      }
    }
    return out.finish();
  }

  static boolean isSnapshot(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == MAGIC;
  }

  /** Fills a new table. */
  static void read(byte[] snapshot, ConnectionTable table) {
    if (table.openCount() != 0 || table.watermark != 0) {
      throw new IllegalStateException("only a new table can be restored");
    }
    SnapshotReader in = new SnapshotReader(snapshot);
    in.require(in.readInt() == MAGIC, "it is not a snapshot of a connection table");
    int version = in.readByte();
    in.require(
        version >= WITHOUT_CONTEXTS && version <= VERSION,
        "its version is " + version + ", known here is " + VERSION);
    in.requireChecksum();
    table.watermark = in.readLong();
    table.evictions = in.readLong();
    int classes = CLASSES_OF_VERSION_1;
    if (version > WITHOUT_CONTEXTS) {
      table.contexts.read(in);
      classes = TimeoutClass.COUNT;
    }
    for (int timeoutClass = 0; timeoutClass < classes; timeoutClass++) {
      for (long left = in.readLong(); left > 0; left--) {
        readEntry(in, table, timeoutClass);
      }
    }
    in.require(in.atEnd(), "bytes follow its end");
  }

  private static void writeEntry(SnapshotWriter out, ConnectionTable table, int entry) {
    long[] words = table.entries.chunk(entry);
    int base = table.entries.base(entry);
    for (int word = 0; word < Entries.LINKS; word++) {
      long value = words[base + word];
      out.writeLong(isTime(word) ? zigzag(table.watermark - value) : value);
    }
    writeIdentification(out, table.entries.identified(entry));
    if (hasTunnelId(table, words[base + Entries.PORTS])) {
      out.writeLong(table.entries.tunnelId(entry));
    }
    if (EntryState.flow(words[base + Entries.STATE])) {
      DetailsSnapshot.write(out, table.entries.details(entry));
    }
  }

  private static void readEntry(SnapshotReader in, ConnectionTable table, int timeoutClass) {
    int entry = table.entries.allocate();
    long[] words = table.entries.chunk(entry);
    int base = table.entries.base(entry);
    for (int word = 0; word < Entries.LINKS; word++) {
      long value = in.readLong();
      words[base + word] = isTime(word) ? table.watermark - unzigzag(value) : value;
    }
    in.require(
        EntryState.timeoutClass(words[base + Entries.STATE]) == timeoutClass,
        "an entry is in the wrong list");
    in.require(
        table.contexts.knows(ConnectionKey.context(words[base + Entries.PORTS])),
        "an entry has an unknown context");
    readIdentification(in, table.entries, entry);
    if (hasTunnelId(table, words[base + Entries.PORTS])) {
      table.entries.tunnelId(entry, in.readLong());
    }
    if (EntryState.flow(words[base + Entries.STATE])) {
      table.entries.tell(entry, DetailsSnapshot.read(in));
    }
    table.adopt(entry);
  }

  private static boolean hasTunnelId(ConnectionTable table, long ports) {
    return TunnelContexts.hasIdEachWay(table.contexts.get(ConnectionKey.context(ports)));
  }

  private static void writeIdentification(
      SnapshotWriter out, @Nullable Identification identification) {
    if (identification == null) {
      out.writeByte(NOTHING);
      return;
    }
    out.writeByte(identification.settled() ? IDENTIFIED_SETTLED : IDENTIFIED);
    out.writeText(identification.service());
    out.writeText(identification.hostname());
  }

  private static void readIdentification(SnapshotReader in, Entries entries, int entry) {
    int kind = in.readByte();
    if (kind != NOTHING) {
      String service = in.readText().intern();
      String hostname = in.readText();
      entries.identify(entry, new Identification(service, hostname, kind == IDENTIFIED_SETTLED));
    }
  }

  private static boolean isTime(int word) {
    return word >= Entries.TOUCHED && word <= Entries.END;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  static FlowlogException corrupt(String why) {
    return new FlowlogException(
        Reason.STATE_CORRUPT, "The saved state of the open connections cannot be read: " + why);
  }
}
