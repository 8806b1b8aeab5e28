package io.tapline.service;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Asks another service whether it is there, by the health service that each of them has. */
public final class HealthCall {
  /** How long an answer is waited for. */
  public static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What a readiness check shows of a service that answers. */
  public static final String ANSWERS = "answers";

  private HealthCall() {}

  /**
   * Returns when the service has answered.
   *
   * @throws StatusRuntimeException when it does not, within {@code patience}
   */
  public static void ask(Channel service, Duration patience) {
    var _ =
        HealthGrpc.newBlockingStub(service)
            .withDeadlineAfter(patience)
            .check(HealthCheckRequest.getDefaultInstance());
  }
}
