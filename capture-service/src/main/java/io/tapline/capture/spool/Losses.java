package io.tapline.capture.spool;

import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * Losses not yet acknowledged, in order of position. A bounded number: beyond it neighbours of the
 * same hop become one, so that frames stay counted and only their times get coarser.
 */
final class Losses {
  static final int MAX_LOSSES = 4096;

  private final List<Loss> losses;

  Losses(List<Loss> losses) {
    this.losses = new ArrayList<>(losses);
  }

  void add(Loss loss) {
    int at = losses.size();
    while (at > 0 && losses.get(at - 1).beforePosition() > loss.beforePosition()) {
      at--;
    }
    losses.add(at, loss);
    if (losses.size() > MAX_LOSSES) {
      merge();
    }
  }

  /** Losses before frames of [from, to). */
  List<Loss> between(long from, long to) {
    return losses.stream()
        .filter(loss -> loss.beforePosition() >= from && loss.beforePosition() < to)
        .toList();
  }

  /** Frames lost at a hop by losses before frames below a position are moved up to it. */
  void moveUp(long position) {
    losses.replaceAll(loss -> loss.beforePosition() < position ? loss.at(position) : loss);
  }

  /** The log has counted every loss before a frame below this position. */
  void acknowledged(long position) {
    losses.removeIf(loss -> loss.beforePosition() < position);
  }

  List<Loss> list() {
    return List.copyOf(losses);
  }

  private void merge() {
    for (int i = losses.size() - 1; i > 0; i--) {
      Loss later = losses.get(i);
      Loss earlier = losses.get(i - 1);
      if (later.hop() == earlier.hop() && later.hop() != Hop.RESTART) {
        losses.set(i, sum(earlier, later));
        losses.remove(i - 1);
        return;
      }
    }
    losses.removeFirst();
  }

  private static Loss sum(Loss earlier, Loss later) {
    return new Loss(
        later.beforePosition(),
        earlier.frames() + later.frames(),
        later.hop(),
        earlier.startNanos(),
        later.endNanos(),
        later.description());
  }
}
