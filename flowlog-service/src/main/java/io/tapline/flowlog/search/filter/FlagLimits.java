package io.tapline.flowlog.search.filter;

/** From where on a connection has a {@link Flag}: for those in SQL and those of one row. */
public final class FlagLimits {
  /** What one side of an upload or download has sent at least. */
  public static final long ONE_WAY_BYTES = 10_000;

  /** How many times of what the other side has sent. */
  public static final long ONE_WAY_TIMES = 4;

  public static final long BULK_BYTES = 1_000_000;
  public static final long BULK_FRAME_BYTES = 800;
  public static final long INTERACTIVE_PACKETS = 10;
  public static final long INTERACTIVE_FRAME_BYTES = 250;
  public static final long INTERACTIVE_MICROS = 5_000_000;

  private FlagLimits() {}
}
