package io.tapline.report.console;

import io.tapline.rpc.ProblemDetails;
import io.tapline.rpc.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Refusals as problem details (RFC 9457). */
@Provider
public class ConsoleErrors implements ExceptionMapper<Refusal> {
  @Override
  public Response toResponse(Refusal refusal) {
    return Response.status(refusal.reason().code().httpStatus())
        .type(ProblemDetails.MEDIA_TYPE)
        .entity(ProblemDetails.of(refusal))
        .build();
  }
}
