package io.tapline.flowlog.assemble;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Saves the open connections that changed since the last save, as they are at one moment, while the
 * table goes on: copy on write.
 *
 * <pre>
 *   begin ........ every entry that changed is due now; what changes from here on is for the next save
 *   some ......... due entries are handed out, a slice at a time
 *   before ....... ... or at once, before a frame changes one of them
 *   end .......... nothing is due any more: deletion vectors as of the beginning
 * </pre>
 *
 * An entry carries one of two marks in its state while it has changed, and one while it is due; the
 * marks change roles at each beginning. The sets only say where to look for marks.
 */
final class TableSave {
  private final Entries entries;
  private final EntryView view;
  private final OpenRows rows;
  private final EntryCodec codec;
  private EntrySet changed = new EntrySet();
  private EntrySet due = new EntrySet();
  private int changedMark;
  private @Nullable OpenSink sink;
  private @Nullable SnapshotWriter state;
  private long baseNanos;
  private int cursor;

  /** Places that died since the beginning: they hold in this save, and no longer in the next. */
  private long[] died = new long[64];

  private int diedCount;

  TableSave(Entries entries, Contexts contexts, OpenRows rows) {
    this.entries = entries;
    this.view = new EntryView(entries, contexts);
    this.rows = rows;
    this.codec = new EntryCodec(entries, contexts);
  }

  /** The entry was changed, or is new. */
  void changed(long[] words, int base, int entry) {
    long state = words[base + Entries.STATE];
    if (!EntryState.marked(state, changedMark)) {
      words[base + Entries.STATE] = EntryState.withMark(state, changedMark);
      changed.add(entry);
    }
  }

  /**
   * @param watermark times are saved as distances from it
   */
  void begin(OpenSink into, long watermark) {
    if (sink != null) {
      throw new IllegalStateException("a save is going on");
    }
    sink = into;
    baseNanos = watermark;
    cursor = 0;
    EntrySet free = due;
    due = changed;
    changed = free;
    changedMark ^= 1;
    for (int slot : rows.toFold(due.size())) {
      fold(slot);
    }
  }

  private void fold(int slot) {
    OpenSegment segment = rows.inSlot(slot);
    for (int row = 0; row < segment.rows(); row++) {
      int entry = segment.entry(row);
      if (entries.word(entry, Entries.PLACE) == OpenRows.place(slot, row)) {
        int word = entries.base(entry) + Entries.STATE;
        long[] words = entries.chunk(entry);
        words[word] = EntryState.withMark(words[word], dueMark());
        due.add(entry);
      }
    }
  }

  private int dueMark() {
    return changedMark ^ 1;
  }

  /** The entry is about to change: saves it first where it is due. */
  void before(int entry) {
    if (sink != null && isDue(entry)) {
      save(sink, entry);
    }
  }

  private boolean isDue(int entry) {
    return EntryState.marked(entries.word(entry, Entries.STATE), dueMark());
  }

  /** The entry is about to leave the table. */
  void closing(int entry) {
    before(entry);
    long place = entries.word(entry, Entries.PLACE);
    if (place == OpenRows.NOWHERE) {
      return;
    }
    if (sink == null) {
      rows.delete(place);
    } else {
      if (diedCount == died.length) {
        died = Arrays.copyOf(died, diedCount * 2);
      }
      died[diedCount++] = place;
    }
  }

  /**
   * Saves up to so many of the entries that are due.
   *
   * @return whether none is due any more
   */
  boolean some(int most) {
    if (sink == null) {
      return true;
    }
    int left = most;
    int entry = due.next(cursor);
    while (entry != EntrySet.END && left > 0) {
      cursor = entry + 1;
      if (isDue(entry)) {
        save(sink, entry);
        left--;
      }
      entry = due.next(cursor);
    }
    return entry == EntrySet.END;
  }

  private void save(OpenSink into, int entry) {
    long[] words = entries.chunk(entry);
    int base = entries.base(entry);
    words[base + Entries.STATE] = EntryState.withoutMark(words[base + Entries.STATE], dueMark());
    long before = words[base + Entries.PLACE];
    if (before != OpenRows.NOWHERE) {
      rows.delete(before);
    }
    words[base + Entries.PLACE] = rows.append(entry);
    into.row(view.of(entry, CloseReason.OPEN));
    if (state == null) {
      state = EntryCodec.begin(baseNanos);
    }
    codec.write(state, baseNanos, entry);
    OpenSegment segment = rows.current();
    if (segment != null && segment.rows() == OpenSegment.MAX_ROWS) {
      endSegment(into, segment, state);
    }
  }

  private void endSegment(OpenSink into, OpenSegment segment, SnapshotWriter written) {
    rows.endCurrent();
    state = null;
    into.end(segment.number(), written.finishPieces());
  }

  /** Ends a save of which nothing is due any more. */
  SavedOpen end() {
    if (sink == null || !some(0)) {
      throw new IllegalStateException("nothing was begun, or not all is saved");
    }
    OpenSegment segment = rows.current();
    if (segment != null && state != null) {
      endSegment(sink, segment, state);
    }
    SavedOpen saved = rows.takeChanges();
    sink = null;
    due.clear();
    for (int i = 0; i < diedCount; i++) {
      rows.delete(died[i]);
    }
    diedCount = 0;
    return saved;
  }
}
