package io.tapline.report.schedule;

import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Schedules that fail are shown; reports are answered all the same, so the service stays ready. */
@Readiness
@Singleton
public class ScheduleHealth extends ReadinessCheck {
  private final ScheduleLifecycle schedules;

  public ScheduleHealth(ScheduleLifecycle schedules) {
    super("schedules");
    this.schedules = schedules;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response
        .withData("state", schedules.state())
        .withData("waiting_runs", schedules.metrics().waiting())
        .withData("failing_schedules", schedules.metrics().failing());
  }
}
