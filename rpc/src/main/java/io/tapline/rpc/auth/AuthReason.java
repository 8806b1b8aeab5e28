package io.tapline.rpc.auth;

import io.tapline.rpc.Code;
import io.tapline.rpc.RefusalReason;

/** Why a call is refused before the service sees it. */
public enum AuthReason implements RefusalReason {
  /** The call has no token. */
  TOKEN_MISSING(Code.UNAUTHENTICATED),
  /** Nobody gave out this token, or it was revoked. */
  TOKEN_UNKNOWN(Code.UNAUTHENTICATED),
  TOKEN_EXPIRED(Code.UNAUTHENTICATED),
  /** The service cannot read its tokens, so it admits nobody. */
  TOKENS_UNREADABLE(Code.UNAVAILABLE),
  ROLE_TOO_LOW(Code.PERMISSION_DENIED),
  /** No role is known for what was called. */
  NOT_LISTED(Code.PERMISSION_DENIED),
  /** A web page may have sent this request to an address of this machine under another name. */
  HOST_NOT_ALLOWED(Code.PERMISSION_DENIED),
  LOGIN_LIMIT(Code.RESOURCE_EXHAUSTED);

  private final Code code;

  AuthReason(Code code) {
    this.code = code;
  }

  @Override
  public String domain() {
    return "auth.tapline";
  }

  @Override
  public Code code() {
    return code;
  }
}
