package io.tapline.flowlog.checkpoint;

import io.tapline.wire.flow.LossUnit;

/**
 * What was lost between two frames that were seen.
 *
 * @param number within its source; a loss that is reported again has the same number and counts
 *     once. {@link #OWN} when the log itself found it
 * @param count of {@code unit}; 0 when it is not known, then the unit is UNKNOWN
 */
public record SourceLoss(
    long number,
    long beforePosition,
    long count,
    LossUnit unit,
    String hop,
    long startNanos,
    long endNanos,
    String description) {
  /** The number of losses that the log itself found: each is another one. */
  public static final long OWN = 0;

  public SourceLoss {
    unit = unit.of(count);
    count = unit == LossUnit.UNKNOWN ? 0 : count;
    hop = storable(hop);
    description = storable(description);
  }

  /** PostgreSQL refuses a text with a NUL, and with it the whole checkpoint. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** Both as one; of the same hop and unit, neither with a number. */
  public SourceLoss and(SourceLoss other) {
    return new SourceLoss(
        number,
        beforePosition,
        count + other.count,
        unit,
        hop,
        Math.min(startNanos, other.startNanos),
        Math.max(endNanos, other.endNanos),
        description.isEmpty() ? other.description : description);
  }
}
