package io.tapline.eventstore.decision;

import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;
import java.util.Map;

/** Reads what was decided about an event. */
public final class Explanations {
  private final Pool pool;
  private final ThresholdStore thresholds;

  public Explanations(Pool pool, ThresholdStore thresholds) {
    this.pool = pool;
    this.thresholds = thresholds;
  }

  /** Every decision about the event, most urgent first; fails with EVENT_NOT_FOUND. */
  public Uni<List<Decision>> of(String eventId) {
    Uni<List<Decision>> decisions =
        eventId.indexOf('\0') >= 0
            ? Uni.createFrom().item(List.of())
            : pool.withConnection(connection -> thresholds.decisions(connection, eventId));
    return decisions.invoke(
        found -> {
          if (found.isEmpty()) { // every event has at least one
            throw new Refusal(EVENT_NOT_FOUND, "no event has this id", Map.of("id", eventId));
          }
        });
  }
}
