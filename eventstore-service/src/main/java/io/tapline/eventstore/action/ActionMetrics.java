package io.tapline.eventstore.action;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.eventstore.action.ActionStore.Recorded;
import java.util.Locale;

/** What is counted of actions; refused ones are counted with all other calls. */
public final class ActionMetrics {
  private final MeterRegistry registry;

  public ActionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * {@code tapline.eventstore.actions}, by kind: actions recorded; {@code
   * tapline.eventstore.actions.repeated}: requests whose action was recorded before.
   */
  void acted(Recorded recorded) {
    if (recorded.repeated()) {
      registry.counter("tapline.eventstore.actions.repeated").increment();
    } else {
      String kind = recorded.action().kind().name().toLowerCase(Locale.ROOT);
      registry.counter("tapline.eventstore.actions", "kind", kind).increment();
    }
  }
}
