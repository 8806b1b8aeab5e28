package io.tapline.capture;

import java.util.Map;

/** The one exception of a sensor: a reason for programs, a sentence for people, details by name. */
public final class CaptureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Reasons as they appear in {@code google.rpc.ErrorInfo}, domain {@code capture.tapline}. */
  public enum Reason {
    INVALID_HEADER,
    EMPTY_FILE,
    UNKNOWN_FORMAT,
    CORRUPT_FILE,
    PATH_NOT_ALLOWED,
    FILE_NOT_FOUND,
    FILE_CHANGED,
    IMPORT_NOT_FOUND,
    /** It cannot be cancelled: it is at its end. */
    IMPORT_ENDED,
    IMPORT_CANCELLED,
    DISK_FULL,
    FILE_TOO_LARGE,
    LOG_UNAVAILABLE,
    LOG_REFUSED,
    SOURCE_EXISTS,
    SOURCE_NOT_FOUND,
    SOURCE_LIMIT,
    INVALID_SOURCE,
    INTERFACE_NOT_FOUND,
    CAPTURE_NOT_PERMITTED,
    INVALID_BPF,
    PORT_IN_USE,
    LIBPCAP_MISSING,
    HANDLER_EXISTS,
    HANDLER_NOT_FOUND,
    HANDLER_LIMIT,
    INVALID_HANDLER,
    INVALID_POSITION,
    POSITION_EXPIRED,
    STREAM_LIMIT,
    STOPPING
  }

  private final Reason reason;
  private final transient Map<String, String> details;

  public CaptureException(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  public CaptureException(Reason reason, String message, Map<String, String> details) {
    super(message);
    this.reason = reason;
    this.details = Map.copyOf(details);
  }

  public CaptureException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.details = Map.of();
  }

  /** Bad input in one field of the request; the field's name becomes a field violation. */
  public static CaptureException invalid(Reason reason, String field, String message) {
    return new CaptureException(reason, message, Map.of("field", field));
  }

  public Reason reason() {
    return reason;
  }

  public Map<String, String> details() {
    return details;
  }
}
