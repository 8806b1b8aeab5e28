package io.tapline.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one exception of the report service; {@link #problem} says all there is to say. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Our own reasons with their canonical codes; domain {@code report.tapline}. */
  public enum Reason {
    LOG_UNAVAILABLE("UNAVAILABLE"),
    EVENT_STORE_UNAVAILABLE("UNAVAILABLE"),
    INVALID_INTERVAL("INVALID_ARGUMENT"),
    INVALID_LIMIT("INVALID_ARGUMENT"),
    INVALID_BUCKET("INVALID_ARGUMENT"),
    INVALID_PARAMETER("INVALID_ARGUMENT"),
    UNKNOWN_DETECTION("INVALID_ARGUMENT");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }

  private static final String DOMAIN = "report.tapline";

  private final transient Problem problem;

  private ReportException(Problem problem, @Nullable Throwable cause) {
    super(problem.detail(), cause);
    this.problem = problem;
  }

  /** Another part is away, or answered with something that is not its contract. */
  public static ReportException away(Reason reason, String detail, Throwable cause) {
    return new ReportException(
        new Problem(reason.code, reason.name(), DOMAIN, detail, Map.of(), List.of()), cause);
  }

  /** A field of the request is at fault. */
  public static ReportException invalid(Reason reason, String field, String detail) {
    List<Problem.Violation> violations = List.of(new Problem.Violation(field, detail));
    return new ReportException(
        new Problem(reason.code, reason.name(), DOMAIN, detail, Map.of(), violations), null);
  }

  /** Another service's refusal, unchanged. */
  public static ReportException passedOn(Problem problem, Throwable cause) {
    return new ReportException(problem, cause);
  }

  public Problem problem() {
    return problem;
  }
}
