package io.tapline.rpc;

/** Reasons of a service that does not exist. */
public enum TestReason implements RefusalReason {
  NOT_THERE(Code.NOT_FOUND),
  INVALID_PAGE_SIZE(Code.INVALID_ARGUMENT),
  INVALID_PAGE_TOKEN(Code.INVALID_ARGUMENT),
  PAGE_TOKEN_MISMATCH(Code.INVALID_ARGUMENT),
  WATCH_LIMIT(Code.RESOURCE_EXHAUSTED),
  STOPPED(Code.UNAVAILABLE),
  INTERNAL(Code.INTERNAL);

  private final Code code;

  TestReason(Code code) {
    this.code = code;
  }

  @Override
  public String domain() {
    return "test.tapline";
  }

  @Override
  public Code code() {
    return code;
  }
}
