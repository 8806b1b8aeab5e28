package io.tapline.cli.connect;

import java.util.List;
import java.util.Map;

/**
 * The calls that the channel repeats when the server is away or its answer is lost: those that
 * carry a request id, so that they do nothing twice. All others fail at once.
 */
final class RepeatedCalls {
  /** As gRPC wants it: numbers are doubles. */
  static final Map<String, ?> SERVICE_CONFIG =
      Map.of("methodConfig", List.of(Map.of("name", names(), "retryPolicy", policy())));

  private static final double MAX_ATTEMPTS = 3;

  private RepeatedCalls() {}

  private static List<Map<String, String>> names() {
    return List.of(Map.of("service", "tapline.eventstore.v1.EventActionService"));
  }

  private static Map<String, Object> policy() {
    return Map.of(
        "maxAttempts",
        MAX_ATTEMPTS,
        "initialBackoff",
        "0.2s",
        "maxBackoff",
        "1s",
        "backoffMultiplier",
        2.0,
        "retryableStatusCodes",
        List.of("UNAVAILABLE"));
  }
}
