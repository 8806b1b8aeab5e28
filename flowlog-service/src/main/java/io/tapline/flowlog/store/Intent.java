package io.tapline.flowlog.store;

/** Who waits for the answer of a question; it decides what may be made for later questions. */
public enum Intent {
  /** A person who asks for connections: host copies are made for the next question. */
  ROWS,

  /** Somebody who asks for sums: host copies are used where they exist, but none is made. */
  SUMS,

  /** A program that nobody waits for: as for sums, and it yields to everything else. */
  BACKGROUND
}
