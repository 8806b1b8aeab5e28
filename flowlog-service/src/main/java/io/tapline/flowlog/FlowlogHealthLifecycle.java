package io.tapline.flowlog;

import io.tapline.flowlog.store.LogDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the log's tables answer. */
@Readiness
@ApplicationScoped
public class FlowlogHealthLifecycle implements HealthCheck {
  private static final String NAME = "connection log";

  private final LogDatabase database;

  public FlowlogHealthLifecycle(LogDatabase database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      long commits =
          database.read("SELECT sequence FROM flowlog.clock").iterator().next().getLong(0);
      return HealthCheckResponse.named(NAME).up().withData("commits", commits).build();
    } catch (RuntimeException e) {
      return HealthCheckResponse.named(NAME)
          .down()
          .withData("reason", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
