package io.tapline.flowlog.assemble;

/**
 * Finds entries by key: open addressing with linear probing, at most half full, deletion by
 * shifting back (no tombstones). A slot holds the key's hash in the upper half and the entry's
 * number plus one in the lower; 0 is empty. Equal hashes are compared in full.
 */
final class KeyIndex {
  private static final int INITIAL_SLOTS = 1 << 10;

  private final Entries entries;
  private long[] slots = new long[INITIAL_SLOTS];
  private int mask = INITIAL_SLOTS - 1;
  private int size;

  KeyIndex(Entries entries) {
    this.entries = entries;
  }

  /** The entry with this key, or {@link Entries#NONE}. */
  int find(ConnectionKey key, int hash) {
    int slot = hash & mask;
    for (long value = slots[slot]; value != 0; value = slots[slot]) {
      if ((int) (value >>> 32) == hash && matches((int) value - 1, key)) {
        return (int) value - 1;
      }
      slot = slot + 1 & mask;
    }
    return Entries.NONE;
  }

  /** The key must not be in the index. */
  void insert(int entry, int hash) {
    if (++size > slots.length >> 1) {
      grow();
    }
    put(slots, mask, ((long) hash << 32) | (entry + 1));
  }

  /** The entry must be in the index. */
  void remove(int entry) {
    int slot = slotOf(entry);
    int next = slot + 1 & mask;
    for (long value = slots[next]; value != 0; value = slots[next]) {
      int home = (int) (value >>> 32) & mask;
      if ((next - home & mask) >= (next - slot & mask)) {
        slots[slot] = value;
        slot = next;
      }
      next = next + 1 & mask;
    }
    slots[slot] = 0;
    size--;
  }

  int hashOf(int entry) {
    long[] chunk = entries.chunk(entry);
    int base = entries.base(entry);
    return ConnectionKey.hash(
        chunk[base + Entries.LOW_HIGH],
        chunk[base + Entries.LOW_LOW],
        chunk[base + Entries.HIGH_HIGH],
        chunk[base + Entries.HIGH_LOW],
        chunk[base + Entries.PORTS]);
  }

  private int slotOf(int entry) {
    int slot = hashOf(entry) & mask;
    while ((int) slots[slot] != entry + 1) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean matches(int entry, ConnectionKey key) {
    long[] chunk = entries.chunk(entry);
    int base = entries.base(entry);
    return chunk[base + Entries.LOW_LOW] == key.lowLow
        && chunk[base + Entries.HIGH_LOW] == key.highLow
        && chunk[base + Entries.PORTS] == key.ports
        && chunk[base + Entries.LOW_HIGH] == key.lowHigh
        && chunk[base + Entries.HIGH_HIGH] == key.highHigh;
  }

  private void grow() {
    long[] larger = new long[slots.length << 1];
    int largerMask = larger.length - 1;
    for (long value : slots) {
      if (value != 0) {
        put(larger, largerMask, value);
      }
    }
    slots = larger;
    mask = largerMask;
  }

  private static void put(long[] slots, int mask, long value) {
    int slot = (int) (value >>> 32) & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = value;
  }
}
