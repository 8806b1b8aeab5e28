package io.tapline.capture.spool;

import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Losses not yet acknowledged, in order of position.
 *
 * <p>The log identifies a loss by its position, hop and start, and takes the first one of a key. So
 * a loss with the key of another one is added to it, and one that was handed out never changes:
 * losses that come later begin at a later time.
 *
 * <p>The number is bounded. Beyond {@link #MAX_LOSSES} the two newest of a hop that were not handed
 * out become one, so frames stay counted and only their times get coarser; at most one loss of each
 * hop exceeds the bound.
 */
final class Losses {
  static final int MAX_LOSSES = 4096;

  /** Losses after the last frame are handed out when no frame has followed for this long. */
  static final long TRAILING_NANOS = 10_000_000_000L;

  private static final long MILLISECOND_NANOS = 1_000_000L;

  private final List<Loss> losses = new ArrayList<>();

  /** Losses before frames below this position were handed out. */
  private long handedOut;

  /** Losses at {@link #handedOut} that start earlier were handed out; new ones start here. */
  private long sealedNanos;

  /** Losses after the last frame that start earlier were handed out since {@link #again}. */
  private long sentNanos = Long.MIN_VALUE;

  /**
   * Losses of an earlier run, any of which may have been handed out.
   *
   * @param position of the first frame of this run; losses before later frames, which are gone, are
   *     moved down to it
   * @param sealed start of new losses at the earliest
   */
  Losses(List<Loss> earlier, long position, long sealed) {
    for (Loss loss : earlier) {
      add(loss.beforePosition() > position ? loss.at(position) : loss);
    }
    handedOut = position;
    sealedNanos = sealed;
  }

  void add(Loss loss) {
    int at = losses.size();
    while (at > 0 && losses.get(at - 1).beforePosition() > loss.beforePosition()) {
      at--;
    }
    if (!addToEqual(at, loss)) {
      losses.add(at, loss);
      bound();
    }
  }

  /** The earliest time at which a new loss may start. */
  long earliestNanos() {
    return sealedNanos;
  }

  /** New losses start no earlier than this. */
  void seal(long nanos) {
    sealedNanos = Math.max(nanos, sealedNanos + MILLISECOND_NANOS);
  }

  /** Hands out losses before frames of [from, to), but for those that {@link #trailing} did. */
  List<Loss> handOut(long from, long to) {
    handedOut = Math.max(handedOut, to);
    return losses.stream()
        .filter(loss -> loss.beforePosition() >= from && loss.beforePosition() < to)
        .filter(loss -> loss.beforePosition() > from || loss.startNanos() >= sentNanos)
        .toList();
  }

  /**
   * Hands out losses after the last frame when they are due.
   *
   * @param next position after the last frame
   * @param ended whether no frame will follow
   */
  List<Loss> trailing(long next, boolean ended, long nowNanos) {
    List<Loss> waiting = waiting(next);
    boolean due =
        waiting.stream().anyMatch(loss -> ended || nowNanos - loss.startNanos() >= TRAILING_NANOS);
    if (!due) {
      return List.of();
    }
    long lastStart = waiting.stream().mapToLong(Loss::startNanos).max().orElse(0);
    seal(Math.max(nowNanos, lastStart + MILLISECOND_NANOS));
    handedOut = Math.max(handedOut, next);
    sentNanos = sealedNanos;
    return waiting;
  }

  /** Whether losses after the last frame wait for {@link #trailing}. */
  boolean hasTrailing(long next) {
    return !waiting(next).isEmpty();
  }

  /** What is not acknowledged is handed out again. */
  void again() {
    sentNanos = Long.MIN_VALUE;
  }

  /** Losses before frames below a position are moved up to it. */
  void moveUp(long position) {
    move(loss -> loss.beforePosition() < position ? loss.at(position) : loss);
  }

  /** Losses before frames above a position are moved down to it: those frames do not exist. */
  void moveDown(long position) {
    move(loss -> loss.beforePosition() > position ? loss.at(position) : loss);
  }

  /** The log has counted every loss before a frame below this position. */
  void acknowledged(long position) {
    losses.removeIf(loss -> loss.beforePosition() < position);
  }

  List<Loss> list() {
    return List.copyOf(losses);
  }

  private List<Loss> waiting(long next) {
    return losses.stream()
        .filter(loss -> loss.beforePosition() == next && loss.startNanos() >= sentNanos)
        .toList();
  }

  private void move(UnaryOperator<Loss> moved) {
    List<Loss> all = list();
    losses.clear();
    all.forEach(loss -> add(moved.apply(loss)));
  }

  private boolean addToEqual(int end, Loss loss) {
    for (int i = end - 1; i >= 0 && losses.get(i).beforePosition() == loss.beforePosition(); i--) {
      Loss other = losses.get(i);
      if (other.hop() == loss.hop() && other.startNanos() == loss.startNanos()) {
        losses.set(i, sum(other, loss));
        return true;
      }
    }
    return false;
  }

  private void bound() {
    if (losses.size() <= MAX_LOSSES) {
      return;
    }
    Map<Hop, Integer> newest = new EnumMap<>(Hop.class);
    for (int i = losses.size() - 1; i >= 0 && !wasHandedOut(losses.get(i)); i--) {
      Integer later = newest.put(losses.get(i).hop(), i);
      if (later != null) {
        losses.set(later, sum(losses.get(i), losses.get(later)));
        losses.remove(i);
        return;
      }
    }
  }

  private boolean wasHandedOut(Loss loss) {
    return loss.beforePosition() < handedOut
        || (loss.beforePosition() == handedOut && loss.startNanos() < sealedNanos);
  }

  private static Loss sum(Loss earlier, Loss later) {
    return new Loss(
        later.beforePosition(),
        earlier.frames() + later.frames(),
        later.hop(),
        Math.min(earlier.startNanos(), later.startNanos()),
        Math.max(earlier.endNanos(), later.endNanos()),
        later.description());
  }
}
