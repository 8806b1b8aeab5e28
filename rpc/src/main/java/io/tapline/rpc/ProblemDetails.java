package io.tapline.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal as problem details (RFC 9457): the reason, domain and details of the gRPC error are
 * extension members.
 */
public final class ProblemDetails {
  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemDetails() {}

  /** The members of the JSON object, in their order. */
  public static Map<String, Object> of(Refusal refusal) {
    RefusalReason reason = refusal.reason();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", reason.code().name());
    problem.put("status", reason.code().httpStatus());
    problem.put("detail", refusal.sentence());
    problem.put("reason", reason.name());
    problem.put("domain", reason.domain());
    problem.put("metadata", refusal.details());
    problem.put("violations", violations(refusal));
    return problem;
  }

  private static List<Map<String, String>> violations(Refusal refusal) {
    return refusal.violations().stream()
        .map(violation -> Map.of("field", violation.field(), "detail", violation.description()))
        .toList();
  }
}
