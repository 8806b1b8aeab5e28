package io.tapline.wire.flowtools;

/** Bits of a header's flags. */
public enum HeaderFlag {
  /** The writer came to its end. */
  DONE(0x1),
  /** The records are compressed. */
  COMPRESS(0x2),
  /** The records come from several exporters' datagrams. */
  MULTIPLE_PDUS(0x4),
  /** Written to a pipe: nothing is known of the end. */
  STREAMING(0x8),
  /** Translated from another version. */
  TRANSLATED(0x10),
  /** The counts were set before the records came. */
  PRELOADED(0x20);

  private final int bit;

  HeaderFlag(int bit) {
    this.bit = bit;
  }

  public int bit() {
    return bit;
  }
}
