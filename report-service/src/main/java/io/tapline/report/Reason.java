package io.tapline.report;

import io.tapline.rpc.Code;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.RefusalReason;

/** Why the report service itself refuses a call; other services' refusals are passed on. */
public enum Reason implements RefusalReason {
  LOG_UNAVAILABLE(Code.UNAVAILABLE),
  EVENT_STORE_UNAVAILABLE(Code.UNAVAILABLE),
  INVALID_INTERVAL(Code.INVALID_ARGUMENT),
  INVALID_LIMIT(Code.INVALID_ARGUMENT),
  INVALID_BUCKET(Code.INVALID_ARGUMENT),
  INVALID_PARAMETER(Code.INVALID_ARGUMENT),
  REPORT_LIMIT(Code.RESOURCE_EXHAUSTED),
  UNKNOWN_DETECTION(Code.INVALID_ARGUMENT),
  INVALID_PAGE_SIZE(Code.INVALID_ARGUMENT),
  INVALID_PAGE_TOKEN(Code.INVALID_ARGUMENT),
  PAGE_TOKEN_MISMATCH(Code.INVALID_ARGUMENT),
  SCHEDULES_NEED_DATABASE(Code.FAILED_PRECONDITION),
  STORE_UNAVAILABLE(Code.UNAVAILABLE),
  DATABASE_TOO_NEW(Code.FAILED_PRECONDITION),
  INVALID_SCHEDULE(Code.INVALID_ARGUMENT),
  SCHEDULE_EXISTS(Code.ALREADY_EXISTS),
  SCHEDULE_LIMIT(Code.RESOURCE_EXHAUSTED),
  SCHEDULE_NOT_FOUND(Code.NOT_FOUND),
  INVALID_RUN_STATE(Code.INVALID_ARGUMENT),
  RUN_LIMIT(Code.RESOURCE_EXHAUSTED),
  RUN_NOT_FOUND(Code.NOT_FOUND),
  RUN_ABANDONED(Code.ABORTED),
  DOCUMENT_LIMIT(Code.RESOURCE_EXHAUSTED),
  DOCUMENT_NOT_FOUND(Code.NOT_FOUND),
  DELIVERY_FAILED(Code.UNAVAILABLE),
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
    return "report.tapline";
  }

  @Override
  public Code code() {
    return code;
  }
}
