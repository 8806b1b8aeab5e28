package io.tapline.flowlog.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Client hellos and requests that are not whole yet, by the number of their connection: {@value
 * #MOST} at most, beyond it the oldest is forgotten and counted. A hash table with linear probing,
 * and a list in the order of their beginning; connections without such a hello cost nothing.
 */
final class PartialHellos {
  /** With {@link StreamBytes#MAX_BYTES} each they take 4 MiB at most. */
  static final int MOST = 512;

  private static final int SLOTS = 2 * MOST;
  private static final int MULTIPLIER = 0x9E3779B9;

  private final @Nullable PartialHello[] slots = new PartialHello[SLOTS];
  private @Nullable PartialHello oldest;
  private @Nullable PartialHello newest;
  private int size;
  private long forgotten;

  @Nullable PartialHello get(int connection) {
    return size == 0 ? null : slots[find(connection)];
  }

  /** In place of the connection's earlier one. */
  void put(int connection, PartialHello hello) {
    remove(connection);
    if (size == MOST && oldest != null) {
      remove(oldest.connection);
      forgotten++;
    }
    hello.connection = connection;
    append(hello);
    slots[find(connection)] = hello;
    size++;
  }

  void remove(int connection) {
    if (size == 0) {
      return;
    }
    int slot = find(connection);
    PartialHello removed = slots[slot];
    if (removed != null) {
      slots[slot] = null;
      size--;
      unlink(removed);
      closeGap(slot);
    }
  }

  /** Those behind a slot that came free move to where they are found. */
  private void closeGap(int free) {
    for (int at = free + 1 & SLOTS - 1; slots[at] != null; at = at + 1 & SLOTS - 1) {
      PartialHello moved = Objects.requireNonNull(slots[at]);
      slots[at] = null;
      slots[find(moved.connection)] = moved;
    }
  }

  /** The slot of the connection, or the free one where it would be. */
  private int find(int connection) {
    int slot = (connection * MULTIPLIER) >>> 22;
    PartialHello there = slots[slot];
    while (there != null && there.connection != connection) {
      slot = slot + 1 & SLOTS - 1;
      there = slots[slot];
    }
    return slot;
  }

  private void append(PartialHello hello) {
    hello.older = newest;
    if (newest == null) {
      oldest = hello;
    } else {
      newest.newer = hello;
    }
    newest = hello;
  }

  private void unlink(PartialHello hello) {
    if (hello.older == null) {
      oldest = hello.newer;
    } else {
      hello.older.newer = hello.newer;
    }
    if (hello.newer == null) {
      newest = hello.older;
    } else {
      hello.newer.older = hello.older;
    }
    hello.older = null;
    hello.newer = null;
  }

  /** All of them, the oldest first. */
  List<PartialHello> inOrder() {
    List<PartialHello> all = new ArrayList<>(size);
    for (PartialHello hello = oldest; hello != null; hello = hello.newer) {
      all.add(hello);
    }
    return all;
  }

  int size() {
    return size;
  }

  /** How many were given up for others. */
  long forgotten() {
    return forgotten;
  }

  void forgotten(long count) {
    forgotten = count;
  }
}
