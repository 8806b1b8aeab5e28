package io.tapline.flowlog.assemble;

/** The idle lists of all timeout classes, and when it is worth looking at them. */
final class IdleLists {
  private final IdleList[] lists = new IdleList[TimeoutClass.COUNT];

  /** No list's head expires before this; may be too early, never too late. */
  private long nextSweep = Long.MAX_VALUE;

  private final Entries entries;

  /** Appends so far: they order the entries of a list, also after a restore. */
  private long appends;

  IdleLists(Entries entries, TableConfig config) {
    this.entries = entries;
    for (int i = 0; i < lists.length; i++) {
      lists[i] = new IdleList(entries, config.idle().nanos(TimeoutClass.of(i)));
    }
  }

  IdleList of(int timeoutClass) {
    return lists[timeoutClass];
  }

  long timeoutNanos(long state) {
    return lists[EntryState.timeoutClass(state)].timeoutNanos;
  }

  void append(int entry, int timeoutClass, long queued) {
    entries.chunk(entry)[entries.base(entry) + Entries.ORDER] = appends++;
    rejoin(entry, timeoutClass, queued);
  }

  long appends() {
    return appends;
  }

  /** Continues to count from here, in a new table. */
  void continueFrom(long count) {
    appends = count;
  }

  /** Appends an entry of a restored table, which keeps its number. */
  void rejoin(int entry, int timeoutClass, long queued) {
    IdleList list = lists[timeoutClass];
    list.append(entry, queued);
    nextSweep = Math.min(nextSweep, list.deadline());
  }

  void remove(int entry, int timeoutClass) {
    lists[timeoutClass].remove(entry);
  }

  boolean mayHaveExpired(long watermark) {
    return watermark > nextSweep;
  }

  /** An entry that has surely expired, or NONE. */
  int expired(long watermark) {
    long earliest = Long.MAX_VALUE;
    for (IdleList list : lists) {
      long deadline = list.deadline();
      if (deadline < watermark) {
        return list.head();
      }
      earliest = Math.min(earliest, deadline);
    }
    nextSweep = earliest;
    return Entries.NONE;
  }

  /** The entry that is idle for longest, to within a granule; NONE when there is no entry. */
  int longestIdle() {
    IdleList longest = lists[0];
    for (IdleList list : lists) {
      longest = list.headQueued() < longest.headQueued() ? list : longest;
    }
    return longest.head();
  }

  /** The first entry of the first list that is not empty, or NONE. */
  int first() {
    int entry = Entries.NONE;
    for (int i = 0; i < lists.length && entry == Entries.NONE; i++) {
      entry = lists[i].head();
    }
    return entry;
  }
}
