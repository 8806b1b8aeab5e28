package io.tapline.eventstore.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.action.ActionStore.Recorded;
import io.tapline.eventstore.event.EventState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActionMetricsTest {
  @Test
  void actions_are_counted_by_kind_and_repetitions_apart() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ActionMetrics metrics = new ActionMetrics(registry);
    EventAction closed =
        new EventAction(1, "a", ActionKind.CLOSED, "ann", "", EventState.CLOSED, Instant.EPOCH);
    metrics.acted(new Recorded(closed, false));
    metrics.acted(new Recorded(closed, true));
    metrics.acted(new Recorded(closed, true));
    assertThat(registry.get("tapline.eventstore.actions").tag("kind", "closed").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("tapline.eventstore.actions.repeated").counter().count()).isEqualTo(2);
  }
}
