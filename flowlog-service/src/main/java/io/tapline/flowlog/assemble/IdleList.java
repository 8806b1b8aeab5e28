package io.tapline.flowlog.assemble;

/**
 * The entries of one timeout class, longest idle first, linked inside the entries.
 *
 * <p>An entry is moved to the end only when its place is older than a sixteenth of the timeout (the
 * granule), so most frames touch no neighbours. So the order is that of {@link Entries#QUEUED},
 * which is at most a granule behind {@link Entries#TOUCHED}, and sweeping by it is late by at most
 * that, never early.
 */
final class IdleList {
  private static final int GRANULES = 16;

  final long timeoutNanos;
  final long granuleNanos;

  private final Entries entries;
  private int head = Entries.NONE;
  private int tail = Entries.NONE;
  private int size;

  IdleList(Entries entries, long timeoutNanos) {
    this.entries = entries;
    this.timeoutNanos = timeoutNanos;
    this.granuleNanos = timeoutNanos / GRANULES;
  }

  int size() {
    return size;
  }

  int head() {
    return head;
  }

  /** Head's place in time, or {@code Long.MAX_VALUE} when empty. */
  long headQueued() {
    return head == Entries.NONE ? Long.MAX_VALUE : entries.word(head, Entries.QUEUED);
  }

  /** Watermark beyond which the head has surely expired. */
  long deadline() {
    return head == Entries.NONE ? Long.MAX_VALUE : headQueued() + timeoutNanos + granuleNanos;
  }

  int next(int entry) {
    return (int) entries.word(entry, Entries.LINKS);
  }

  void append(int entry, long queued) {
    long[] chunk = entries.chunk(entry);
    int base = entries.base(entry);
    chunk[base + Entries.QUEUED] = queued;
    chunk[base + Entries.LINKS] = links(tail, Entries.NONE);
    if (tail == Entries.NONE) {
      head = entry;
    } else {
      setNext(tail, entry);
    }
    tail = entry;
    size++;
  }

  void remove(int entry) {
    size--;
    long links = entries.word(entry, Entries.LINKS);
    int previous = (int) (links >> 32);
    int next = (int) links;
    if (previous == Entries.NONE) {
      head = next;
    } else {
      setNext(previous, next);
    }
    if (next == Entries.NONE) {
      tail = previous;
    } else {
      setPrevious(next, previous);
    }
  }

  private void setNext(int entry, int next) {
    long[] chunk = entries.chunk(entry);
    int word = entries.base(entry) + Entries.LINKS;
    chunk[word] = links((int) (chunk[word] >> 32), next);
  }

  private void setPrevious(int entry, int previous) {
    long[] chunk = entries.chunk(entry);
    int word = entries.base(entry) + Entries.LINKS;
    chunk[word] = links(previous, (int) chunk[word]);
  }

  private static long links(int previous, int next) {
    return ((long) previous << 32) | (next & 0xffff_ffffL);
  }
}
