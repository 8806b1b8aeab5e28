package io.tapline.flowlog.store;

import io.tapline.wire.flow.LossUnit;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was lost, by unit: units do not add up.
 *
 * @param byUnit above 0; under UNKNOWN the number of losses of which no size is known
 */
public record LossCounts(Map<LossUnit, Long> byUnit) {
  public static final LossCounts NONE = new LossCounts(Map.of());

  public LossCounts {
    byUnit = Map.copyOf(byUnit);
  }

  /** Of an object with the units' labels as names. */
  public static LossCounts of(JsonObject json) {
    Map<LossUnit, Long> counts = new EnumMap<>(LossUnit.class);
    json.fieldNames().forEach(unit -> counts.put(LossUnit.ofLabel(unit), json.getLong(unit)));
    return new LossCounts(counts);
  }

  public long frames() {
    return byUnit.getOrDefault(LossUnit.FRAMES, 0L);
  }

  /** By the units' labels. */
  public Map<String, Long> labelled() {
    Map<String, Long> labelled = new TreeMap<>();
    byUnit.forEach((unit, count) -> labelled.put(unit.label(), count));
    return labelled;
  }
}
