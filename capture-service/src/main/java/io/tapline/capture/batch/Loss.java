package io.tapline.capture.batch;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tapline.capture.Hop;
import io.tapline.wire.flow.LossUnit;

/**
 * What was lost between two frames that were seen. Kept on disk: a loss of an earlier version has
 * neither a number nor a unit.
 *
 * @param number the loss's own within its source, 1 or more; {@link #UNNUMBERED} until it is handed
 *     out
 * @param beforePosition position of the first frame seen after the loss
 * @param count of {@code unit} that were lost; 0 when it is not known, then the unit is UNKNOWN
 * @param hop where it was lost
 * @param startNanos time of the neighbour before, nanoseconds since the epoch
 * @param endNanos time of the neighbour after, nanoseconds since the epoch
 * @param description one sentence for people
 */
public record Loss(
    long number,
    long beforePosition,
    @JsonAlias("frames") long count,
    LossUnit unit,
    Hop hop,
    long startNanos,
    long endNanos,
    String description) {
  public static final long UNNUMBERED = 0;

  public Loss {
    unit = unit == null ? LossUnit.FRAMES.of(count) : unit.of(count);
    count = unit == LossUnit.UNKNOWN ? 0 : count;
  }

  /** The same loss at another position. */
  public Loss at(long position) {
    return new Loss(number, position, count, unit, hop, startNanos, endNanos, description);
  }

  /** The same loss with its number. */
  public Loss numbered(long itsNumber) {
    return new Loss(itsNumber, beforePosition, count, unit, hop, startNanos, endNanos, description);
  }
}
