package io.tapline.report.detect;

import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Detections that fail are shown; reports are answered all the same, so the service stays ready.
 */
@Readiness
@Singleton
public class DetectionHealth extends ReadinessCheck {
  private final DetectionLifecycle detections;

  public DetectionHealth(DetectionLifecycle detections) {
    super("detections");
    this.detections = detections;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response.withData("state", detections.state());
  }
}
