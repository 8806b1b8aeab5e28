package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.wire.frame.TunnelStack;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Memory of the table: entries of a fixed number of words in chunks that never move, numbered from
 * 0, released numbers are used again.
 *
 * <pre>
 *  word  0..3  low endpoint's address, high endpoint's address      never change
 *        4     context, protocol, low port, high port
 *        5     state bits ({@link EntryState})
 *        6     watermark when last touched                          touched by every frame
 *        7     watermark when put at the end of its list
 *        8, 9  time of the earliest and of the latest frame
 *       10..12 low endpoint sent: packets, bytes, payload bytes
 *       13..15 high endpoint sent: packets, bytes, payload bytes
 *       16     history letters ({@link History}), of flow records    at times
 *              their number
 *       17     time of the SYN, later the round-trip time
 *       18     position of the first frame
 *       19     number of its last append to a list, in the order of all appends
 *       20     of TCP: states and initial numbers ({@link TcpEndpoints})
 *       21     links: previous entry in the upper half, next in the lower
 *       22     where it was saved ({@link OpenRows}); 0 = nowhere
 * </pre>
 */
final class Entries {
  static final int LOW_HIGH = 0;
  static final int LOW_LOW = 1;
  static final int HIGH_HIGH = 2;
  static final int HIGH_LOW = 3;
  static final int PORTS = 4;
  static final int STATE = 5;
  static final int TOUCHED = 6;
  static final int QUEUED = 7;
  static final int START = 8;
  static final int END = 9;
  static final int LOW_SENT = 10;
  static final int HIGH_SENT = 13;
  static final int HISTORY = 16;
  static final int RECORDS = HISTORY;
  static final int RTT = 17;
  static final int FIRST_FRAME = 18;
  static final int ORDER = 19;
  static final int TCP = 20;
  static final int LINKS = 21;
  static final int PLACE = 22;
  static final int WORDS = 23;

  /** Offsets from LOW_SENT and HIGH_SENT. */
  static final int PACKETS = 0;

  static final int BYTES = 1;
  static final int PAYLOAD_BYTES = 2;

  static final int NONE = -1;

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK_ENTRIES = 1 << CHUNK_BITS;

  /**
   * Words, references, index, saved rows, and details of flow records, of which many are shared.
   */
  static final int ENTRY_BYTES = WORDS * Long.BYTES + 112;

  private static final long CHUNK_BYTES = (long) CHUNK_ENTRIES * ENTRY_BYTES;

  private long[][] chunks = new long[0][];
  private @Nullable Identification[][] identified = new Identification[0][];
  private @Nullable ExportedDetails[][] details = new ExportedDetails[0][];

  /** Chunks come when the first of their entries lies in a tunnel. */
  private long[] @Nullable [] tunnelIds = new long[0][];

  private final TableBudget.Share memory;
  private int used;
  private int free = NONE;
  private int count;

  Entries(TableBudget.Share memory) {
    this.memory = memory;
  }

  /** Whether there is an entry to be had, for which memory is taken where that is needed. */
  boolean hasRoom() {
    if (free != NONE || used < chunks.length << CHUNK_BITS) {
      return true;
    }
    if (memory.take(CHUNK_BYTES)) {
      grow();
      return true;
    }
    return false;
  }

  int count() {
    return count;
  }

  long[] chunk(int entry) {
    return chunks[entry >> CHUNK_BITS];
  }

  int base(int entry) {
    return (entry & CHUNK_ENTRIES - 1) * WORDS;
  }

  long word(int entry, int word) {
    return chunk(entry)[base(entry) + word];
  }

  /** A zeroed entry, whether there is room or not. */
  int allocate() {
    count++;
    if (free != NONE) {
      return reuse();
    }
    if (used == chunks.length << CHUNK_BITS) {
      memory.takeAnyway(CHUNK_BYTES);
      grow();
    }
    return used++;
  }

  void release(int entry) {
    identify(entry, null);
    details(entry, null);
    long[] chunk = chunk(entry);
    int base = base(entry);
    chunk[base + STATE] = 0; // no longer marked
    chunk[base + PLACE] = 0; // nor shown by a row
    chunk[base + LINKS] = free;
    free = entry;
    count--;
  }

  @Nullable Identification identified(int entry) {
    return identified[entry >> CHUNK_BITS][entry & CHUNK_ENTRIES - 1];
  }

  void identify(int entry, @Nullable Identification identification) {
    identified[entry >> CHUNK_BITS][entry & CHUNK_ENTRIES - 1] = identification;
  }

  /** What flow records reported; null for captured packets. */
  @Nullable ExportedDetails details(int entry) {
    return details[entry >> CHUNK_BITS][entry & CHUNK_ENTRIES - 1];
  }

  void details(int entry, @Nullable ExportedDetails exported) {
    details[entry >> CHUNK_BITS][entry & CHUNK_ENTRIES - 1] = exported;
  }

  /** What {@link TunnelContexts#text} shows; of connections in such a context only. */
  long tunnelId(int entry) {
    long[] ids = tunnelIds[entry >> CHUNK_BITS];
    return ids == null ? TunnelStack.NO_ID : ids[entry & CHUNK_ENTRIES - 1];
  }

  void tunnelId(int entry, long id) {
    int chunk = entry >> CHUNK_BITS;
    long[] ids = tunnelIds[chunk];
    if (ids == null) {
      ids = new long[CHUNK_ENTRIES];
      tunnelIds[chunk] = ids;
    }
    ids[entry & CHUNK_ENTRIES - 1] = id;
  }

  private int reuse() {
    int entry = free;
    long[] chunk = chunk(entry);
    int base = base(entry);
    free = (int) chunk[base + LINKS];
    Arrays.fill(chunk, base, base + WORDS, 0);
    return entry;
  }

  private void grow() {
    int next = chunks.length;
    chunks = Arrays.copyOf(chunks, next + 1);
    identified = Arrays.copyOf(identified, next + 1);
    details = Arrays.copyOf(details, next + 1);
    tunnelIds = Arrays.copyOf(tunnelIds, next + 1);
    chunks[next] = new long[CHUNK_ENTRIES * WORDS];
    identified[next] = new Identification[CHUNK_ENTRIES];
    details[next] = new ExportedDetails[CHUNK_ENTRIES];
  }
}
