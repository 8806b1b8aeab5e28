package io.tapline.report;

import java.util.List;
import java.util.Map;

/**
 * What went wrong, for programs: ours, or another service's passed on as it was.
 *
 * @param code canonical gRPC code, for example {@code INVALID_ARGUMENT}
 * @param reason reason of {@code google.rpc.ErrorInfo}
 * @param domain the service that said so, for example {@code flowlog.tapline}
 * @param detail one sentence for people
 * @param metadata details by name, for example the position in a filter
 * @param violations fields of the request that are at fault
 */
public record Problem(
    String code,
    String reason,
    String domain,
    String detail,
    Map<String, String> metadata,
    List<Violation> violations) {

  /** A field at fault and why. */
  public record Violation(String field, String description) {}

  public Problem {
    metadata = Map.copyOf(metadata);
    violations = List.copyOf(violations);
  }
}
