package io.tapline.flowlog;

import io.tapline.rpc.Code;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.RefusalReason;

/** Why the connection log refuses a call. */
public enum Reason implements RefusalReason {
  INVALID_OPEN(Code.INVALID_ARGUMENT),
  INVALID_BATCH(Code.INVALID_ARGUMENT),
  FENCED(Code.ABORTED),
  SOURCE_FINISHED(Code.FAILED_PRECONDITION),
  SOURCE_LIMIT(Code.RESOURCE_EXHAUSTED),
  STORE_UNAVAILABLE(Code.UNAVAILABLE),
  /** The database refuses what is asked of it, and would do so again. */
  STORE_REFUSED(Code.INTERNAL),
  STATE_CORRUPT(Code.DATA_LOSS),
  INVALID_FILTER(Code.INVALID_ARGUMENT),
  UNKNOWN_FIELD(Code.INVALID_ARGUMENT),
  UNKNOWN_COLUMN(Code.INVALID_ARGUMENT),
  UNKNOWN_MEASURE(Code.INVALID_ARGUMENT),
  INVALID_INTERVAL(Code.INVALID_ARGUMENT),
  INVALID_PAGE_SIZE(Code.INVALID_ARGUMENT),
  INVALID_PAGE_TOKEN(Code.INVALID_ARGUMENT),
  PAGE_TOKEN_MISMATCH(Code.INVALID_ARGUMENT),
  INVALID_LIMIT(Code.INVALID_ARGUMENT),
  INVALID_BUCKET(Code.INVALID_ARGUMENT),
  INVALID_TOKEN(Code.INVALID_ARGUMENT),
  INVALID_RESUME_TOKEN(Code.INVALID_ARGUMENT),
  RESUME_TOKEN_EXPIRED(Code.OUT_OF_RANGE),
  QUERY_LIMIT(Code.RESOURCE_EXHAUSTED),
  WATCH_LIMIT(Code.RESOURCE_EXHAUSTED),
  DEADLINE_EXCEEDED(Code.DEADLINE_EXCEEDED),
  INTERNAL(Code.INTERNAL);

  /** Why a page of a list is refused. */
  public static final NamedPages.Reasons PAGES =
      new NamedPages.Reasons(INVALID_PAGE_SIZE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH);

  private final Code code;

  Reason(Code code) {
    this.code = code;
  }

  @Override
  public String domain() {
    return "flowlog.tapline";
  }

  @Override
  public Code code() {
    return code;
  }
}
