package io.tapline.eventstore.notify.deliver;

import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows trouble with notices; events are stored all the same, so the service stays ready. */
@Readiness
@Singleton
public class NotifyHealth extends ReadinessCheck {
  private final NotifyMetrics metrics;

  public NotifyHealth(NotifyMetrics metrics) {
    super("eventstore notices");
    this.metrics = metrics;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response
        .withData("state", metrics.isFailing() ? "failing" : "working")
        .withData("pending", metrics.pending())
        .withData("oldest_pending_seconds", metrics.oldestSeconds())
        .withData("dead", metrics.dead());
  }
}
