package io.tapline.flowlog.assemble;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the open connections of a table were saved. A place is the slot of a segment and a row in
 * it; a segment leaves its slot when none of its rows holds any more.
 *
 * <pre>
 *   place = slot &lt;&lt; 18 | row + 1       0 = nowhere
 * </pre>
 */
final class OpenRows {
  static final long NOWHERE = 0;

  /** Segments with fewer rows that hold are always written anew, so that they stay few. */
  static final int SMALL_ROWS = 8_192;

  private static final int ROW_BITS = 18;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  private @Nullable OpenSegment[] slots = new OpenSegment[16];
  private int current = -1;
  private long nextNumber = 1;

  long nextNumber() {
    return nextNumber;
  }

  void continueFrom(long number) {
    nextNumber = number;
  }

  /** Adds a row for the entry to the current segment and begins one where there is none. */
  long append(int entry) {
    if (current < 0) {
      current = add(new OpenSegment(nextNumber++));
    }
    return place(current, segment(current).append(entry));
  }

  /** The segment that rows are added to; absent when the next row begins one. */
  @Nullable OpenSegment current() {
    return current < 0 ? null : slots[current];
  }

  void endCurrent() {
    current = -1;
  }

  /** Takes a segment of an earlier life of the table over; returns its slot. */
  int takeOver(OpenSegment segment) {
    nextNumber = Math.max(nextNumber, segment.number() + 1);
    return add(segment);
  }

  private int add(OpenSegment segment) {
    int slot = 0;
    while (slot < slots.length && slots[slot] != null) {
      slot++;
    }
    if (slot == slots.length) {
      slots = Arrays.copyOf(slots, slot * 2);
    }
    slots[slot] = segment;
    return slot;
  }

  static long place(int slot, int row) {
    return (long) slot << ROW_BITS | (row + 1);
  }

  void delete(long place) {
    segment((int) (place >>> ROW_BITS)).delete(((int) place & ROW_MASK) - 1);
  }

  private OpenSegment segment(int slot) {
    return Objects.requireNonNull(slots[slot]);
  }

  /**
   * Slots of the segments to write anew together with so many changed entries: small ones, those of
   * which two thirds are dead, and those that are no larger than what is written anyway; but none
   * of which more than half a segment holds, since its rows would fill a segment again. So there
   * are three segments at most for each {@link OpenSegment#MAX_ROWS} open connections, and a few
   * more that grow to that size; a row is rewritten once for each doubling.
   */
  int[] toFold(int changed) {
    long[] total = {changed};
    return bySlotNewestFirst().stream()
        .filter(slot -> folds(segment(slot), total))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean folds(OpenSegment segment, long[] total) {
    int live = segment.live();
    boolean folds =
        live > 0
            && live <= OpenSegment.MAX_ROWS / 2
            && (live <= SMALL_ROWS || live <= segment.rows() / 3 || live <= total[0]);
    total[0] += folds ? live : 0;
    return folds;
  }

  private List<Integer> bySlotNewestFirst() {
    return Arrays.stream(range())
        .boxed()
        .sorted(Comparator.comparing((Integer slot) -> segment(slot).number()).reversed())
        .toList();
  }

  private int[] range() {
    int[] used = new int[slots.length];
    int count = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != null) {
        used[count++] = slot;
      }
    }
    return Arrays.copyOf(used, count);
  }

  /** The entries whose rows in this slot may hold; the caller compares their place. */
  OpenSegment inSlot(int slot) {
    return segment(slot);
  }

  /** Drops segments without rows that hold, and tells what changed since the last time. */
  SavedOpen takeChanges() {
    Map<Long, SavedOpen.Holding> changes = new HashMap<>();
    Set<Long> kept = new HashSet<>();
    for (int slot = 0; slot < slots.length; slot++) {
      OpenSegment segment = slots[slot];
      if (segment == null) {
        continue;
      }
      boolean changed = segment.takeChanged();
      if (segment.live() == 0) {
        slots[slot] = null;
      } else {
        kept.add(segment.number());
        if (changed) {
          changes.put(segment.number(), segment.holding());
        }
      }
    }
    return new SavedOpen(changes, kept);
  }
}
