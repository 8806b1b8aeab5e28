package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.Identification;
import io.tapline.flowlog.identify.PayloadIdentifier;
import java.util.Arrays;

/**
 * The open connections of a table and how they come and go: found by key, begun, split into rows,
 * touched, expired, evicted and closed. What a frame or a flow record adds to one is counted by
 * {@link FrameTracker} and {@link FlowTracker}.
 *
 * <p>The watermark is the greatest time so far. A connection has expired when the watermark is more
 * than its timeout beyond what it was when the connection was last touched.
 */
final class OpenConnections {
  /** Times are brought into this range, so that sums of times and timeouts do not overflow. */
  private static final long LATEST_NANOS = Long.MAX_VALUE / 2;

  private final TableConfig config;
  private final ConnectionSink sink;
  final PayloadIdentifier identifier = new PayloadIdentifier();
  final Entries entries;
  final IdleLists lists;
  final Contexts contexts;
  final OpenRows rows = new OpenRows();
  final AnnouncedEnds announced = new AnnouncedEnds();
  final KeyIndex index;
  final TableSave save;
  private final EntryView view;

  /** Greatest time so far, or since it jumped back. */
  long watermark;

  long evictions;

  OpenConnections(TableConfig config, ConnectionSink sink, TableBudget.Share memory) {
    this.config = config;
    this.sink = sink;
    this.entries = new Entries(memory);
    this.lists = new IdleLists(entries, config);
    this.contexts = new Contexts(config.maxContexts());
    this.index = new KeyIndex(entries);
    this.save = new TableSave(entries, contexts, rows);
    this.view = new EntryView(entries, contexts);
  }

  /** In the range of times, see {@link #LATEST_NANOS}. */
  static long time(long nanos) {
    return Math.clamp(nanos, 0, LATEST_NANOS);
  }

  /** A new connection, before its first frame or record is counted. */
  int begin(ConnectionKey key, int hash, long state, long position, long time) {
    while (entries.count() >= config.maxConnections() || !entries.hasRoom()) {
      evict();
    }
    int entry = entries.allocate();
    EntryUpdate.begin(entries.chunk(entry), entries.base(entry), key, position, time, state);
    contexts.retain(ConnectionKey.context(key.ports));
    index.insert(entry, hash);
    lists.append(entry, EntryState.timeoutClass(state), watermark);
    return entry;
  }

  /**
   * Closes the entry and begins another one with the same key.
   *
   * @param firstState of a connection that begins with the frame or record; one that is split
   *     because it has lasted too long keeps what is known of it instead
   */
  int split(
      int entry,
      CloseReason reason,
      ConnectionKey key,
      int hash,
      long firstState,
      long position,
      long time) {
    boolean goesOn = reason == CloseReason.ACTIVE_TIMEOUT;
    Identification known = goesOn ? entries.identified(entry) : null;
    long state = goesOn ? EntryState.carried(word(entry, Entries.STATE)) : firstState;
    close(entry, reason);
    int next = begin(key, hash, state, position, time);
    entries.identify(next, known);
    return next;
  }

  /** Whether a connection that lasts until this time is split; OPEN where it is not. */
  CloseReason activeReason(long start, long time) {
    long active = config.activeTimeoutNanos();
    return active > 0 && time - start > active ? CloseReason.ACTIVE_TIMEOUT : CloseReason.OPEN;
  }

  boolean isIdle(int entry) {
    return watermark - word(entry, Entries.TOUCHED) > timeoutNanos(entry);
  }

  long timeoutNanos(int entry) {
    return lists.timeoutNanos(word(entry, Entries.STATE));
  }

  CloseReason idleReason(int entry) {
    return TimeoutClass.of(EntryState.timeoutClass(word(entry, Entries.STATE))).closeReason();
  }

  private long word(int entry, int word) {
    return entries.word(entry, word);
  }

  /** The entry was counted into; its timeout class before that was this. */
  void touch(int entry, long[] words, int base, int before) {
    words[base + Entries.TOUCHED] = watermark;
    int after = EntryState.timeoutClass(words[base + Entries.STATE]);
    boolean recent = watermark - words[base + Entries.QUEUED] <= lists.of(after).granuleNanos;
    if (after != before || !recent) {
      lists.remove(entry, before);
      lists.append(entry, after, watermark);
    }
    save.changed(words, base, entry);
  }

  /** Closes what has expired by this time. */
  void moveWatermark(long time) {
    if (time > watermark) {
      watermark = time;
      if (lists.mayHaveExpired(time)) {
        sweep();
      }
    }
  }

  private void sweep() {
    for (int entry = lists.expired(watermark);
        entry != Entries.NONE;
        entry = lists.expired(watermark)) {
      close(entry, idleReason(entry));
    }
  }

  /** Sets the watermark back; closes what ended later than that and keeps what began since. */
  void jumpBack(long now) {
    int[] kept = new int[TimeJumps.RUN_FRAMES];
    int count = 0;
    for (int i = 0; i < TimeoutClass.COUNT; i++) {
      int next = lists.of(i).head();
      while (next != Entries.NONE) {
        int entry = next;
        next = lists.of(i).next(entry);
        if (word(entry, Entries.END) > now) {
          close(entry, idleReason(entry));
        } else {
          kept = count == kept.length ? Arrays.copyOf(kept, count * 2) : kept;
          kept[count++] = entry;
        }
      }
    }
    watermark = now;
    for (int i = 0; i < count; i++) {
      requeue(kept[i]);
    }
  }

  /** As touched now. */
  private void requeue(int entry) {
    save.before(entry);
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    int timeoutClass = EntryState.timeoutClass(words[base + Entries.STATE]);
    words[base + Entries.TOUCHED] = watermark;
    lists.remove(entry, timeoutClass);
    lists.append(entry, timeoutClass, watermark);
    save.changed(words, base, entry);
  }

  /** Closes all; the source has ended. */
  void finish() {
    for (int entry = lists.first(); entry != Entries.NONE; entry = lists.first()) {
      close(entry, isIdle(entry) ? idleReason(entry) : CloseReason.SOURCE_ENDED);
    }
  }

  private void evict() {
    evictions++;
    close(lists.longestIdle(), CloseReason.EVICTED);
  }

  private void close(int entry, CloseReason reason) {
    save.closing(entry);
    identifier.forget(entry);
    sink.accept(view.of(entry, reason));
    lists.remove(entry, EntryState.timeoutClass(word(entry, Entries.STATE)));
    index.remove(entry);
    contexts.release(ConnectionKey.context(word(entry, Entries.PORTS)));
    entries.release(entry);
  }

  /** Hands out every connection with close reason OPEN; in the same order for equal tables. */
  void forEach(ConnectionSink open) {
    for (int i = 0; i < TimeoutClass.COUNT; i++) {
      IdleList list = lists.of(i);
      for (int entry = list.head(); entry != Entries.NONE; entry = list.next(entry)) {
        open.accept(view.of(entry, CloseReason.OPEN));
      }
    }
  }

  /** Takes over an entry whose words are filled in, but not yet into its list. */
  void adopt(int entry, long place) {
    entries.chunk(entry)[entries.base(entry) + Entries.PLACE] = place;
    contexts.retain(ConnectionKey.context(word(entry, Entries.PORTS)));
    index.insert(entry, index.hashOf(entry));
  }

  /** Takes over an entry of an old snapshot, at the end of its list; it was saved nowhere. */
  void adoptOld(int entry) {
    adopt(entry, OpenRows.NOWHERE);
    long state = word(entry, Entries.STATE);
    lists.append(entry, EntryState.timeoutClass(state), word(entry, Entries.QUEUED));
    save.changed(entries.chunk(entry), entries.base(entry), entry);
  }
}
