package io.tapline.flowlog.assemble;

import io.tapline.flowlog.identify.PayloadIdentifier;
import java.util.ArrayList;
import java.util.List;

/**
 * What the identifier keeps of connections from one payload to the next, in the snapshot of their
 * table: by the connections' keys, since entries get other numbers when they are restored.
 */
final class KeptPayloads {
  private static final int KEY_WORDS = Entries.PORTS + 1;

  /** Read from a snapshot, until the connections are there. */
  private final List<Kept> waiting = new ArrayList<>();

  private record Kept(long[] key, byte[] state) {}

  /** Number given up, number kept, then for each its key (5 numbers) and state. */
  static void write(SnapshotWriter out, Entries entries, PayloadIdentifier identifier) {
    out.writeLong(identifier.forgotten());
    out.writeLong(identifier.kept());
    identifier.forEachKept(
        (entry, state) -> {
          for (int word = 0; word < KEY_WORDS; word++) {
            out.writeLong(entries.word(entry, word));
          }
          out.writeBytes(state);
        });
  }

  void read(SnapshotReader in, PayloadIdentifier identifier) {
    identifier.forgotten(in.readLong());
    for (long left = in.readLong(); left > 0; left--) {
      long[] key = new long[KEY_WORDS];
      for (int word = 0; word < KEY_WORDS; word++) {
        key[word] = in.readLong();
      }
      waiting.add(new Kept(key, in.readBytes()));
    }
  }

  /** All connections are there. */
  void restored(KeyIndex index, PayloadIdentifier identifier) {
    ConnectionKey key = new ConnectionKey();
    for (Kept kept : waiting) {
      long[] words = kept.key();
      key.set(
          words[Entries.LOW_HIGH],
          words[Entries.LOW_LOW],
          words[Entries.HIGH_HIGH],
          words[Entries.HIGH_LOW],
          words[Entries.PORTS]);
      int entry = index.find(key, key.hash());
      if (entry == Entries.NONE) {
        throw TableSnapshot.corrupt("a payload is of no connection");
      }
      keep(identifier, entry, kept.state());
    }
    waiting.clear();
  }

  private static void keep(PayloadIdentifier identifier, int entry, byte[] state) {
    try {
      identifier.keep(entry, state);
    } catch (IllegalArgumentException e) {
      throw TableSnapshot.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
