package io.tapline.flowlog;

import io.tapline.flowlog.store.LogDatabase;
import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the log's tables answer. */
@Readiness
@Singleton
public class FlowlogHealth extends ReadinessCheck {
  private final LogDatabase database;

  public FlowlogHealth(LogDatabase database) {
    super("connection log");
    this.database = database;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    long commits = database.read("SELECT sequence FROM flowlog.clock").iterator().next().getLong(0);
    response.withData("commits", commits);
  }
}
