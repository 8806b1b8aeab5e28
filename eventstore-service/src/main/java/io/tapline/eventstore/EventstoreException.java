package io.tapline.eventstore;

import java.util.Map;

/** The one exception of the event store: a reason for programs, a sentence for people, details. */
public final class EventstoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Reasons as they appear in {@code google.rpc.ErrorInfo}, domain {@code eventstore.tapline}. */
  public enum Reason {
    INVALID_IDEA,
    EVENT_TOO_LARGE,
    EVENT_NOT_FOUND,
    EVENT_ID_CONFLICT,
    BATCH_LIMIT,
    EMPTY_QUERY,
    INVALID_FILTER,
    INVALID_SORT,
    INVALID_LIMIT,
    UNKNOWN_FIELD,
    UNKNOWN_COLUMN,
    QUERY_CANCELLED,
    INVALID_INTERVAL,
    INVALID_PAGE_SIZE,
    INVALID_PAGE_TOKEN,
    PAGE_TOKEN_MISMATCH,
    INVALID_ADDRESS,
    INVALID_SEVERITY,
    INVALID_OUTCOME,
    FILTER_LIMIT,
    STORE_UNAVAILABLE,
    DATABASE_TOO_NEW,
    INTERNAL
  }

  /** Name of the detail that says which field of the request or of the IDEA message is meant. */
  public static final String FIELD = "field";

  private final Reason reason;
  private final transient Map<String, String> details;

  public EventstoreException(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  public EventstoreException(Reason reason, String message, Map<String, String> details) {
    super(message);
    this.reason = reason;
    this.details = Map.copyOf(details);
  }

  public EventstoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.details = Map.of();
  }

  /** Bad input in one field: the field stands in the sentence and in the details. */
  public static EventstoreException ofField(Reason reason, String field, String why) {
    return new EventstoreException(reason, field + " " + why, Map.of(FIELD, field));
  }

  public Reason reason() {
    return reason;
  }

  public Map<String, String> details() {
    return details;
  }
}
