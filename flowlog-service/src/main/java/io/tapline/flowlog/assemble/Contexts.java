package io.tapline.flowlog.assemble;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers for the contexts of open connections, so that a key has room for one. A number belongs to
 * its context for as long as a connection has it, and is used again afterwards. Nothing that is
 * logged depends on which number it is.
 *
 * <p>At most so many at the same time. Beyond that connections share the context {@link #OTHER}, so
 * that contexts that come then are not told apart; each such frame or record is counted.
 */
final class Contexts {
  /** Number of {@link Context#NONE}. */
  static final int NONE = 0;

  /** Upper bound of numbers: 24 bits in a key. */
  static final int NUMBERS = 1 << 24;

  private static final int OTHER_NUMBER = 1;
  private static final int FIRST = 2;

  /** Stands for all contexts that found no room. */
  static final Context OTHER = Context.ofTunnel("other");

  private final int limit;
  private final Map<Context, Integer> numbers = new HashMap<>();
  private Context[] contexts = {Context.NONE, OTHER};
  private int[] users = new int[FIRST];
  private int[] free = new int[0];
  private int freeCount;
  private int used = FIRST;
  private long overflows;

  Contexts(int limit) {
    this.limit = limit;
  }

  /** The context's number, held until {@link #release}. */
  int acquire(Context context) {
    if (context.equals(Context.NONE)) {
      return NONE;
    }
    Integer known = numbers.get(context);
    int number = known == null ? add(context) : known;
    users[number]++;
    return number;
  }

  /** Holds a number once more; for one that is held, or {@link #NONE}. */
  void retain(int number) {
    if (number != NONE) {
      users[number]++;
    }
  }

  /** Ends one hold of a number; there is none of {@link #NONE}. */
  void release(int number) {
    if (number != NONE && --users[number] == 0 && number >= FIRST) {
      numbers.remove(contexts[number]);
      contexts[number] = Context.NONE;
      giveBack(number);
    }
  }

  Context get(int number) {
    return contexts[number];
  }

  /** Contexts in use. */
  int size() {
    return numbers.size();
  }

  /** How often a context found no room. */
  long overflows() {
    return overflows;
  }

  private int add(Context context) {
    if (numbers.size() >= limit) {
      overflows++;
      return OTHER_NUMBER;
    }
    int number = freeCount > 0 ? free[--freeCount] : used++;
    put(number, context);
    return number;
  }

  private void put(int number, Context context) {
    if (number >= contexts.length) {
      int old = contexts.length;
      contexts = Arrays.copyOf(contexts, Math.max(number + 1, old * 2));
      Arrays.fill(contexts, old, contexts.length, Context.NONE);
      users = Arrays.copyOf(users, contexts.length);
    }
    contexts[number] = context;
    numbers.put(context, number);
  }

  private void giveBack(int number) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, Math.max(16, free.length * 2));
    }
    free[freeCount++] = number;
  }

  void write(SnapshotWriter out) {
    out.writeLong(overflows);
    out.writeLong(used);
    out.writeLong(Arrays.stream(users, FIRST, users.length).filter(count -> count > 0).count());
    for (int number = FIRST; number < Math.min(used, users.length); number++) {
      if (users[number] > 0) {
        Context context = contexts[number];
        out.writeLong(number);
        out.writeLong(context.exporterHigh());
        out.writeLong(context.exporterLow());
        out.writeLong(context.observationDomain());
        out.writeText(context.tunnel());
        OuterHosts.write(out, context.outer());
      }
    }
  }

  /**
   * Takes over what was written; the connections hold their numbers again one by one.
   *
   * @param outer whether what was written knows of the ends of tunnels
   */
  void read(SnapshotReader in, boolean outer) {
    overflows = in.readLong();
    long written = in.readLong();
    in.require(written >= FIRST && written <= NUMBERS, "its contexts are too many");
    used = (int) written;
    for (long left = in.readLong(); left > 0; left--) {
      long number = in.readLong();
      in.require(number >= FIRST && number < used, "a context has a number out of range");
      put((int) number, readContext(in, outer));
    }
    for (int number = used - 1; number >= FIRST; number--) {
      if (number >= contexts.length || contexts[number].equals(Context.NONE)) {
        giveBack(number);
      }
    }
  }

  private static Context readContext(SnapshotReader in, boolean outer) {
    return new Context(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readText(),
        outer ? OuterHosts.read(in) : null);
  }

  /** Whether a number read from a snapshot stands for something. */
  boolean knows(int number) {
    return number < FIRST || (number < contexts.length && !contexts[number].equals(Context.NONE));
  }
}
