package io.tapline.report.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.report.Problem;
import io.tapline.report.ReportException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Errors as problem details (RFC 9457) with the reason and details of the gRPC error. */
@Provider
public class ConsoleErrors implements ExceptionMapper<ReportException> {
  @Override
  public Response toResponse(ReportException exception) {
    Problem problem = exception.problem();
    int status = status(problem.code());
    ObjectNode json = ConsoleJson.JSON.objectNode();
    json.put("type", "about:blank");
    json.put("title", problem.code());
    json.put("status", status);
    json.put("detail", problem.detail());
    json.put("reason", problem.reason());
    json.put("domain", problem.domain());
    ObjectNode metadata = json.putObject("metadata");
    problem.metadata().forEach(metadata::put);
    ArrayNode violations = json.putArray("violations");
    for (Problem.Violation violation : problem.violations()) {
      violations.addObject().put("field", violation.field()).put("detail", violation.description());
    }
    return Response.status(status).type("application/problem+json").entity(json).build();
  }

  private static int status(String code) {
    return switch (code) {
      case "INVALID_ARGUMENT", "OUT_OF_RANGE", "FAILED_PRECONDITION" -> 400;
      case "NOT_FOUND" -> 404;
      case "RESOURCE_EXHAUSTED" -> 429;
      case "UNAVAILABLE" -> 503;
      case "DEADLINE_EXCEEDED" -> 504;
      default -> 500;
    };
  }
}
