package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.wire.flow.LossUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Losses of one source that are not durable yet: those that the source numbered, each number once,
 * and those that the log itself found. Of the latter at most {@link #MAX_OWN} are kept apart; later
 * ones are added to the last of their unit, so what they count is never dropped. For one thread.
 */
final class LossLedger {
  static final int MAX_OWN = 1_000;

  private final Map<Long, SourceLoss> numbered = new LinkedHashMap<>();
  private final List<SourceLoss> own = new ArrayList<>();
  private final Map<LossUnit, SourceLoss> merged = new EnumMap<>(LossUnit.class);

  /**
   * Takes a loss.
   *
   * @return whether it is new
   */
  boolean add(SourceLoss loss) {
    if (loss.number() != SourceLoss.OWN) {
      return numbered.putIfAbsent(loss.number(), loss) == null;
    }
    if (own.size() < MAX_OWN) {
      own.add(loss);
    } else {
      merged.merge(loss.unit(), loss, SourceLoss::and);
    }
    return true;
  }

  /** All of them; the ledger is empty then. */
  List<SourceLoss> take() {
    List<SourceLoss> taken = new ArrayList<>(numbered.values());
    taken.addAll(own);
    taken.addAll(merged.values());
    numbered.clear();
    own.clear();
    merged.clear();
    return taken;
  }
}
