package io.tapline.capture.spool;

import io.tapline.capture.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.wire.flow.LossUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Losses that the log has not made durable yet, in order of position.
 *
 * <p>The log identifies a loss by its number. A loss gets one when it is handed out for the first
 * time, and never changes after that. Until then, losses of one place (position, hop and unit) are
 * one loss, which grows.
 *
 * <pre>
 *   added, added, added --> one, without a number --> handed out: numbered --> durable: forgotten
 * </pre>
 *
 * <p>The number of losses is bounded. Beyond {@link #MAX_LOSSES} the two newest of a hop and unit
 * that were not handed out become one, so what they count stays and only their times get coarser;
 * at most one loss of each hop and unit exceeds the bound.
 */
final class Losses {
  static final int MAX_LOSSES = 4096;

  /** Losses after the last frame are handed out when no frame has followed for this long. */
  static final long TRAILING_NANOS = 10_000_000_000L;

  /** One loss: when it was found, and whether the current call has it. */
  private static final class Kept {
    private Loss loss;
    private long foundNanos;
    private boolean sent;

    Kept(Loss loss, long foundNanos) {
      this.loss = loss;
      this.foundNanos = foundNanos;
    }

    boolean numbered() {
      return loss.number() != Loss.UNNUMBERED;
    }

    Place place() {
      return new Place(loss.hop(), loss.unit());
    }

    void add(Kept later) {
      loss = sum(loss, later.loss);
      foundNanos = Math.min(foundNanos, later.foundNanos);
    }
  }

  private record Place(Hop hop, LossUnit unit) {}

  private final List<Kept> losses = new ArrayList<>();
  private long nextNumber;

  /**
   * Losses of an earlier run, any of which may have been handed out under its number.
   *
   * @param position of the first frame of this run; losses before later frames, which are gone, are
   *     moved down to it
   * @param nextNumber greater than every number that the earlier run wrote down
   */
  Losses(List<Loss> earlier, long position, long nextNumber) {
    this.nextNumber = Math.max(1, nextNumber);
    for (Loss loss : earlier) {
      add(loss.beforePosition() > position ? loss.at(position) : loss);
    }
  }

  void add(Loss loss) {
    add(new Kept(loss, loss.endNanos()));
  }

  private void add(Kept fresh) {
    int at = losses.size();
    while (at > 0 && losses.get(at - 1).loss.beforePosition() > fresh.loss.beforePosition()) {
      at--;
    }
    if (!addToEqual(at, fresh)) {
      losses.add(at, fresh);
      bound();
    }
  }

  /** The log has every number below this one, if it has it at all: new losses come after. */
  void numberFrom(long number) {
    nextNumber = Math.max(nextNumber, number);
  }

  long nextNumber() {
    return nextNumber;
  }

  /** Hands out losses before frames of [from, to), but for those that the call has. */
  List<Loss> handOut(long from, long to) {
    return handOut(kept -> kept.loss.beforePosition() >= from && kept.loss.beforePosition() < to);
  }

  /**
   * When losses after the last frame are due, nanoseconds since the epoch; empty when none wait.
   *
   * @param next position after the last frame
   */
  OptionalLong trailingDueNanos(long next) {
    return losses.stream()
        .filter(kept -> waits(kept, next))
        .mapToLong(kept -> kept.foundNanos + TRAILING_NANOS)
        .min();
  }

  /** Hands out the losses after the last frame. */
  List<Loss> handOutTrailing(long next) {
    return handOut(kept -> kept.loss.beforePosition() == next);
  }

  private List<Loss> handOut(Predicate<Kept> wanted) {
    List<Loss> out = new ArrayList<>();
    for (Kept kept : losses) {
      if (!kept.sent && wanted.test(kept)) {
        kept.loss = kept.numbered() ? kept.loss : kept.loss.numbered(nextNumber++);
        kept.sent = true;
        out.add(kept.loss);
      }
    }
    return out;
  }

  private static boolean waits(Kept kept, long next) {
    return !kept.sent && kept.loss.beforePosition() == next;
  }

  /** A new call has none of them: they are handed out again. */
  void again() {
    losses.forEach(kept -> kept.sent = false);
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
    losses.removeIf(kept -> kept.loss.beforePosition() < position);
  }

  /** The log has counted the losses with these numbers. */
  void durable(List<Long> numbers) {
    if (!numbers.isEmpty()) {
      Set<Long> gone = new HashSet<>(numbers);
      losses.removeIf(kept -> kept.numbered() && gone.contains(kept.loss.number()));
    }
  }

  List<Loss> list() {
    return losses.stream().map(kept -> kept.loss).toList();
  }

  private void move(UnaryOperator<Loss> moved) {
    List<Kept> all = List.copyOf(losses);
    losses.clear();
    for (Kept kept : all) {
      kept.loss = moved.apply(kept.loss);
      add(kept);
    }
  }

  private boolean addToEqual(int end, Kept fresh) {
    long position = fresh.loss.beforePosition();
    for (int i = end - 1; i >= 0 && losses.get(i).loss.beforePosition() == position; i--) {
      Kept other = losses.get(i);
      if (!other.numbered() && !fresh.numbered() && other.place().equals(fresh.place())) {
        other.add(fresh);
        return true;
      }
    }
    return false;
  }

  private void bound() {
    if (losses.size() <= MAX_LOSSES) {
      return;
    }
    Map<Place, Integer> newest = new HashMap<>();
    for (int i = losses.size() - 1; i >= 0; i--) {
      Kept kept = losses.get(i);
      Integer later = kept.numbered() ? null : newest.put(kept.place(), i);
      if (later != null) {
        kept.add(losses.get(later));
        losses.set(later, kept);
        losses.remove(i);
        return;
      }
    }
  }

  private static Loss sum(Loss earlier, Loss later) {
    return new Loss(
        Loss.UNNUMBERED,
        later.beforePosition(),
        earlier.count() + later.count(),
        later.unit(),
        later.hop(),
        Math.min(earlier.startNanos(), later.startNanos()),
        Math.max(earlier.endNanos(), later.endNanos()),
        later.description());
  }
}
