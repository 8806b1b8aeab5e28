package io.tapline.flowlog;

import java.util.Map;

/**
 * The one exception of the connection log: a reason for programs, a sentence for people, details by
 * name.
 */
public final class FlowlogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Reasons as they appear in {@code google.rpc.ErrorInfo}, domain {@code flowlog.tapline}. */
  public enum Reason {
    INVALID_OPEN,
    INVALID_BATCH,
    FENCED,
    SOURCE_FINISHED,
    SOURCE_LIMIT,
    STORE_UNAVAILABLE,
    /** The database refuses what is asked of it, and would do so again. */
    STORE_REFUSED,
    STATE_CORRUPT,
    INVALID_FILTER,
    UNKNOWN_FIELD,
    UNKNOWN_COLUMN,
    UNKNOWN_MEASURE,
    INVALID_INTERVAL,
    INVALID_PAGE_SIZE,
    INVALID_PAGE_TOKEN,
    PAGE_TOKEN_MISMATCH,
    INVALID_LIMIT,
    INVALID_BUCKET,
    INVALID_TOKEN,
    QUERY_LIMIT,
    DEADLINE_EXCEEDED
  }

  private final Reason reason;
  private final transient Map<String, String> details;

  public FlowlogException(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  public FlowlogException(Reason reason, String message, Map<String, String> details) {
    super(message);
    this.reason = reason;
    this.details = Map.copyOf(details);
  }

  public FlowlogException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.details = Map.of();
  }

  public Reason reason() {
    return reason;
  }

  public Map<String, String> details() {
    return details;
  }
}
