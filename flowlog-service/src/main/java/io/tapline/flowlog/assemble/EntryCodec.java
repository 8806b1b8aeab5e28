package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.wire.protocol.IpProtocols;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes, and back. What is saved of the rows of one open segment:
 *
 * <pre>
 *  int MAGIC, byte VERSION, base time,
 *  per row: words 0..20 (times as distance from the base), byte flags, [service, hostname],
 *    [id of the tunnel], of flow records their details ({@link DetailsSnapshot})
 *  int CRC-32C of all before
 * </pre>
 *
 * Numbers without a type are variable-length: seven bits a byte, least significant first. Rows that
 * are dead by now are there, too, so a row says by itself what follows.
 */
final class EntryCodec {
  static final int MAGIC = 0x544c4f53;
  static final int VERSION = 3;

  /** Without what is known of the endpoints of TCP. */
  private static final int WITHOUT_ENDPOINTS = 1;

  private static final int NOTHING = 0;
  private static final int IDENTIFIED = 1;
  private static final int IDENTIFIED_SETTLED = 2;
  private static final int IDENTIFICATION = 3;
  private static final int TUNNEL_ID = 4;

  /** Never before version 3. */
  private static final int ANNOUNCED = 8;

  private static final int EXPECTED_BYTES = 1 << 16;

  private final Entries entries;
  private final Contexts contexts;

  EntryCodec(Entries entries, Contexts contexts) {
    this.entries = entries;
    this.contexts = contexts;
  }

  static SnapshotWriter begin(long baseNanos) {
    SnapshotWriter out = new SnapshotWriter(EXPECTED_BYTES);
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeLong(baseNanos);
    return out;
  }

  void write(SnapshotWriter out, long baseNanos, int entry) {
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    for (int word = 0; word < Entries.LINKS; word++) {
      long value = words[base + word];
      if (isTime(word)) {
        value = zigzag(baseNanos - value);
      } else if (word == Entries.STATE) {
        value = EntryState.withoutMarks(value);
      }
      out.writeLong(value);
    }
    boolean tunnelId = hasTunnelId(words[base + Entries.PORTS]);
    writeIdentification(out, entries.identified(entry), tunnelId ? TUNNEL_ID : NOTHING);
    if (tunnelId) {
      out.writeLong(entries.tunnelId(entry));
    }
    if (EntryState.flow(words[base + Entries.STATE])) {
      DetailsSnapshot.write(out, entries.details(entry));
    }
  }

  static boolean isKnown(int version) {
    return version >= WITHOUT_ENDPOINTS && version <= VERSION;
  }

  /** Reads what was written into a new entry. */
  int read(SnapshotReader in, long baseNanos, int version) {
    int entry = entries.allocate();
    boolean endpoints = version > WITHOUT_ENDPOINTS;
    readWords(in, baseNanos, entry, endpoints ? Entries.LINKS : Entries.TCP);
    if (!endpoints) {
      inferEndpoints(entry);
    }
    int flags = readIdentification(in, entry);
    readRest(in, entry, (flags & TUNNEL_ID) != 0);
    return entry;
  }

  /** Reads an entry of the table's state as it was before version 3, into a new entry. */
  int readOld(SnapshotReader in, long baseNanos) {
    int entry = entries.allocate();
    readWords(in, baseNanos, entry, Entries.ORDER);
    inferEndpoints(entry);
    requireContext(in, entry);
    int _ = readIdentification(in, entry);
    readRest(in, entry, hasTunnelId(entries.word(entry, Entries.PORTS)));
    return entry;
  }

  /** An entry that is still open must lie in a context that is in use. */
  void requireContext(SnapshotReader in, int entry) {
    int context = ConnectionKey.context(entries.word(entry, Entries.PORTS));
    in.require(contexts.knows(context), "an entry has an unknown context");
  }

  private void readWords(SnapshotReader in, long baseNanos, int entry, int words) {
    long[] chunk = entries.chunk(entry);
    int base = entries.base(entry);
    for (int word = 0; word < words; word++) {
      long value = in.readLong();
      chunk[base + word] = isTime(word) ? baseNanos - unzigzag(value) : value;
    }
  }

  private void inferEndpoints(int entry) {
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    long state = words[base + Entries.STATE];
    boolean tcp = ConnectionKey.protocol(words[base + Entries.PORTS]) == IpProtocols.TCP;
    if (tcp && !EntryState.flow(state)) {
      boolean client = EntryState.clientHigh(state);
      int clientSent = client ? Entries.HIGH_SENT : Entries.LOW_SENT;
      int serverSent = client ? Entries.LOW_SENT : Entries.HIGH_SENT;
      words[base + Entries.TCP] =
          TcpEndpoints.ofFlags(
              client,
              EntryState.flags(state, client),
              words[base + clientSent + Entries.PACKETS] > 0,
              EntryState.flags(state, !client),
              words[base + serverSent + Entries.PACKETS] > 0);
    }
  }

  private void readRest(SnapshotReader in, int entry, boolean tunnelId) {
    if (tunnelId) {
      entries.tunnelId(entry, in.readLong());
    }
    if (EntryState.flow(entries.word(entry, Entries.STATE))) {
      entries.details(entry, DetailsSnapshot.read(in));
    }
  }

  private boolean hasTunnelId(long ports) {
    return TunnelContexts.hasIdEachWay(contexts.get(ConnectionKey.context(ports)));
  }

  private static void writeIdentification(
      SnapshotWriter out, @Nullable Identification identification, int flags) {
    if (identification == null) {
      out.writeByte(flags);
      return;
    }
    int announced = identification.announced() ? ANNOUNCED : NOTHING;
    out.writeByte(flags | announced | (identification.settled() ? IDENTIFIED_SETTLED : IDENTIFIED));
    out.writeText(identification.service());
    out.writeText(identification.hostname());
  }

  /** Returns the flags. */
  private int readIdentification(SnapshotReader in, int entry) {
    int flags = in.readByte();
    int kind = flags & IDENTIFICATION;
    if (kind != NOTHING) {
      String service = in.readText().intern();
      String hostname = in.readText();
      boolean settled = kind == IDENTIFIED_SETTLED;
      boolean announced = (flags & ANNOUNCED) != 0;
      entries.identify(entry, new Identification(service, hostname, settled, announced));
    }
    return flags;
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
}
