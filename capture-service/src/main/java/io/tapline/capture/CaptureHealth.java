package io.tapline.capture;

import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.Sources;
import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as soon as the sensor is started: a log that is away or a source that fails is shown, and
 * does not make the sensor unready, since it goes on spooling.
 */
@Readiness
@Singleton
public class CaptureHealth extends ReadinessCheck {
  private final Sources sources;

  CaptureHealth(Sources sources) {
    super("capture");
    this.sources = sources;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    for (LiveSource source : sources.list()) {
      String failure = source.failure();
      response.withData(source.record().name(), failure.isEmpty() ? state(source) : failure);
    }
  }

  private static String state(LiveSource source) {
    String delivery = state(source.deliverer());
    return source.tcp().map(tcp -> delivery + ", " + tcp.text()).orElse(delivery);
  }

  private static String state(Deliverer deliverer) {
    String reason = deliverer.reason();
    return deliverer.state().name() + (reason.isEmpty() ? "" : ": " + reason);
  }
}
