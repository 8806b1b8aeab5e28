package io.tapline.wire.exporter;

/** How a datagram fits into the sequence of its sender. */
public enum Arrival {
  /** The first, the next, or one after a gap. */
  FORWARD,
  /** It belongs into a gap that is not yet called a loss. */
  REORDERED,
  /** It belongs into a gap that was called a loss. */
  LATE,
  /** The sequence began anew. */
  RESTARTED
}
