package io.tapline.report;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.health.ReadinessCheck;
import io.tapline.service.HealthCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the connection log answers, which every report asks. An event store that is away is
 * shown: reports are answered all the same, and detections wait for it.
 */
@Readiness
@Singleton
public class UpstreamHealth extends ReadinessCheck {
  private final Channel log;
  private final Channel events;
  private final Duration patience;

  @Inject
  public UpstreamHealth(
      @GrpcClient("flowlog") Channel log, @GrpcClient("eventstore") Channel events) {
    this(log, events, HealthCall.PATIENCE);
  }

  /**
   * @param patience how long each of them may take to answer
   */
  UpstreamHealth(Channel log, Channel events, Duration patience) {
    super("other services");
    this.log = log;
    this.events = events;
    this.patience = patience;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response.withData("event store", eventStore());
    ask(log, Reason.LOG_UNAVAILABLE);
    response.withData("connection log", HealthCall.ANSWERS);
  }

  private String eventStore() {
    try {
      ask(events, Reason.EVENT_STORE_UNAVAILABLE);
      return HealthCall.ANSWERS;
    } catch (Refusal away) {
      return away.sentence();
    }
  }

  private void ask(Channel service, Reason away) {
    try {
      HealthCall.ask(service, patience);
    } catch (StatusRuntimeException e) {
      throw UpstreamCall.refusal(e, away);
    }
  }
}
