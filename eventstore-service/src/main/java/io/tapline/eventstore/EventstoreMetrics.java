package io.tapline.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.rpc.RefusalReason;
import java.util.Locale;

/** What the event store counts. */
public final class EventstoreMetrics {
  private final MeterRegistry registry;

  public EventstoreMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code tapline.eventstore.events}, by outcome: events stored. */
  public void stored(Outcome outcome) {
    String name = outcome.name().toLowerCase(Locale.ROOT);
    registry.counter("tapline.eventstore.events", "outcome", name).increment();
  }

  /** {@code tapline.eventstore.duplicates}: inserts of an id that was stored before. */
  public void duplicate() {
    registry.counter("tapline.eventstore.duplicates").increment();
  }

  /** {@code tapline.eventstore.rejections}, by reason: calls that were refused or failed. */
  public void rejected(RefusalReason reason) {
    registry.counter("tapline.eventstore.rejections", "reason", reason.name()).increment();
  }

  /** {@code tapline.eventstore.pages.clipped}: pages cut short by their bytes. */
  public void pageClipped() {
    registry.counter("tapline.eventstore.pages.clipped").increment();
  }
}
