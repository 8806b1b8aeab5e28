package io.tapline.eventstore;

import io.tapline.rpc.Code;
import io.tapline.rpc.RefusalReason;

/** Why the event store refuses a call. */
public enum Reason implements RefusalReason {
  INVALID_IDEA(Code.INVALID_ARGUMENT),
  EVENT_TOO_LARGE(Code.INVALID_ARGUMENT),
  EVENT_NOT_FOUND(Code.NOT_FOUND),
  INVALID_INTERVAL(Code.INVALID_ARGUMENT),
  INVALID_PAGE_SIZE(Code.INVALID_ARGUMENT),
  INVALID_PAGE_TOKEN(Code.INVALID_ARGUMENT),
  PAGE_TOKEN_MISMATCH(Code.INVALID_ARGUMENT),
  INVALID_ADDRESS(Code.INVALID_ARGUMENT),
  INVALID_SEVERITY(Code.INVALID_ARGUMENT),
  INVALID_OUTCOME(Code.INVALID_ARGUMENT),
  FILTER_LIMIT(Code.INVALID_ARGUMENT),
  EVENT_ID_CONFLICT(Code.ALREADY_EXISTS),
  BATCH_LIMIT(Code.INVALID_ARGUMENT),
  EMPTY_QUERY(Code.INVALID_ARGUMENT),
  INVALID_FILTER(Code.INVALID_ARGUMENT),
  INVALID_SORT(Code.INVALID_ARGUMENT),
  INVALID_LIMIT(Code.INVALID_ARGUMENT),
  UNKNOWN_FIELD(Code.INVALID_ARGUMENT),
  UNKNOWN_COLUMN(Code.INVALID_ARGUMENT),
  QUERY_CANCELLED(Code.CANCELLED),
  STORE_UNAVAILABLE(Code.UNAVAILABLE),
  DATABASE_TOO_NEW(Code.FAILED_PRECONDITION),
  INTERNAL(Code.INTERNAL);

  private final Code code;

  Reason(Code code) {
    this.code = code;
  }

  @Override
  public String domain() {
    return "eventstore.tapline";
  }

  @Override
  public Code code() {
    return code;
  }
}
