package io.tapline.wire.flow;

import java.util.Locale;

/** What a loss counts. Units do not add up with each other. */
public enum LossUnit {
  /** Packets on a link. */
  FRAMES,
  /** UDP datagrams. */
  DATAGRAMS,
  /** Flow records, or samples of packets. */
  RECORDS,
  /** Lines of a log. */
  LINES,
  /** Bytes of a file, a line or a message. */
  BYTES,
  /** How much was lost is not known. */
  UNKNOWN;

  /** Name in lower case, as it is kept and shown. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a {@link #label}. */
  public static LossUnit ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** The unit of so many: how many of nothing known is UNKNOWN. */
  public LossUnit of(long count) {
    return count == 0 ? UNKNOWN : this;
  }
}
