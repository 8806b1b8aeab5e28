package io.tapline.report.detect;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Detections that fail are shown; reports are answered all the same, so the service stays ready.
 */
@Readiness
@Singleton
public class DetectionHealth implements HealthCheck {
  private final DetectionLifecycle detections;

  public DetectionHealth(DetectionLifecycle detections) {
    this.detections = detections;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("detections")
        .up()
        .withData("state", detections.state())
        .build();
  }
}
