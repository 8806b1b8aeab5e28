package io.tapline.eventstore.change;

/**
 * A place between changes: after those of transaction {@code xid} up to {@code seq}.
 *
 * @param xid of PostgreSQL, 64 bits, never reused
 */
public record ChangePosition(long xid, long seq) implements Comparable<ChangePosition> {
  @Override
  public int compareTo(ChangePosition other) {
    int byTransaction = Long.compareUnsigned(xid, other.xid);
    return byTransaction != 0 ? byTransaction : Long.compare(seq, other.seq);
  }

  /** As PostgreSQL writes an xid8. */
  public String xidText() {
    return Long.toUnsignedString(xid);
  }
}
