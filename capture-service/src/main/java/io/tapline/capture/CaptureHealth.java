package io.tapline.capture;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.Sources;
import io.tapline.rpc.health.ReadinessCheck;
import io.tapline.service.HealthCall;
import jakarta.inject.Singleton;
import java.time.Duration;
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
  private final Channel log;

  CaptureHealth(Sources sources, @GrpcClient("flowlog") Channel log) {
    super("capture");
    this.sources = sources;
    this.log = log;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response.withData("connection log", logState(log, HealthCall.PATIENCE));
    for (LiveSource source : sources.list()) {
      String failure = source.failure();
      response.withData(source.record().name(), failure.isEmpty() ? state(source) : failure);
    }
  }

  /** Whether the connection log answers; where it does not, frames are spooled. */
  static String logState(Channel log, Duration patience) {
    try {
      HealthCall.ask(log, patience);
      return HealthCall.ANSWERS;
    } catch (StatusRuntimeException e) {
      return "does not answer: " + e.getStatus().getCode();
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
