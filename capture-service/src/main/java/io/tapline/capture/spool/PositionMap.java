package io.tapline.capture.spool;

import java.util.ArrayList;
import java.util.List;

/**
 * Which position of the log a spooled frame has. The log counts without gaps what it is sent; the
 * spool counts what was captured. They are the same number until frames are dropped unsent, or the
 * log knows more of the source than the spool does.
 *
 * <pre>
 *   spool  0 .. 99 | 100 .. 199 dropped | 200 .. 299
 *   log    0 .. 99 |                    | 100 .. 199      piece (from 200, delta -100)
 * </pre>
 */
public final class PositionMap {

  /**
   * From a spool position on, the log's position is the spool's plus delta.
   *
   * @param from first position of the spool
   * @param delta what to add
   */
  public record Piece(long from, long delta) {
    long logFrom() {
      return from + delta;
    }
  }

  private final List<Piece> pieces;

  PositionMap(List<Piece> pieces) {
    this.pieces = new ArrayList<>(pieces);
    if (this.pieces.isEmpty()) {
      this.pieces.add(new Piece(0, 0));
    }
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  long delta(long spoolPosition) {
    return pieceOfSpool(spoolPosition).delta();
  }

  long toLog(long spoolPosition) {
    return spoolPosition + delta(spoolPosition);
  }

  /** The first spooled frame that is not below the log's position. */
  long toSpool(long logPosition) {
    int index = 0;
    while (index + 1 < pieces.size() && pieces.get(index + 1).logFrom() <= logPosition) {
      index++;
    }
    Piece piece = pieces.get(index);
    long end = index + 1 < pieces.size() ? pieces.get(index + 1).from() : Long.MAX_VALUE;
    return Math.clamp(logPosition - piece.delta(), piece.from(), end);
  }

  /** From this spool position on, frames are numbered by the log from {@code logPosition}. */
  void anchor(long spoolPosition, long logPosition) {
    pieces.removeIf(piece -> piece.from() >= spoolPosition);
    pieces.add(new Piece(spoolPosition, logPosition - spoolPosition));
  }

  /** Forgets what lies wholly below the oldest position kept. */
  void forgetBelow(long spoolPosition) {
    while (pieces.size() > 1 && pieces.get(1).from() <= spoolPosition) {
      pieces.removeFirst();
    }
  }

  private Piece pieceOfSpool(long spoolPosition) {
    Piece found = pieces.getFirst();
    for (Piece piece : pieces) {
      if (piece.from() <= spoolPosition) {
        found = piece;
      }
    }
    return found;
  }
}
