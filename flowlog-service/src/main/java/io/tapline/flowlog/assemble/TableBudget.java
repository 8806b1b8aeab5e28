package io.tapline.flowlog.assemble;

import java.util.HashSet;
import java.util.Set;

/**
 * Memory for the open connections of all sources of a process. For any number of threads.
 *
 * <p>Three quarters of it go to whoever asks first. The last quarter is divided evenly, so that a
 * source finds room however much others have taken. A table that gets no more memory closes its
 * longest idle connections instead, with the reason {@link CloseReason#EVICTED}.
 */
public final class TableBudget {
  private final long bytes;
  private final Set<Share> shares = new HashSet<>();
  private long used;

  /**
   * @param bytes for all tables together
   */
  public TableBudget(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a budget of " + bytes + " bytes");
    }
    this.bytes = bytes;
  }

  /** A budget that never ends. */
  public static TableBudget unlimited() {
    return new TableBudget(Long.MAX_VALUE / 2);
  }

  /** For one table, which closes it at its end. */
  public synchronized Share share() {
    Share share = new Share();
    shares.add(share);
    return share;
  }

  /** Bytes that all tables have taken. */
  public synchronized long usedBytes() {
    return used;
  }

  public long limitBytes() {
    return bytes;
  }

  /** What one table has taken. */
  public final class Share implements AutoCloseable {
    private long own;

    private Share() {}

    /** Takes memory if there is some; the first that a table asks for is always granted. */
    boolean take(long more) {
      synchronized (TableBudget.this) {
        boolean granted =
            own == 0
                || used + more <= bytes / 4 * 3
                || own + more <= bytes / 4 / Math.max(1, shares.size());
        if (granted) {
          own += more;
          used += more;
        }
        return granted;
      }
    }

    /** Takes memory for connections that are open already. */
    void takeAnyway(long more) {
      synchronized (TableBudget.this) {
        own += more;
        used += more;
      }
    }

    @Override
    public void close() {
      synchronized (TableBudget.this) {
        if (shares.remove(this)) {
          used -= own;
        }
      }
    }
  }
}
