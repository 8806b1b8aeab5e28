package io.tapline.rpc;

/**
 * Why a call was refused, for programs. Each service lists its reasons in one enum; clients may
 * depend on name and domain, as they stand in {@code google.rpc.ErrorInfo}.
 */
public interface RefusalReason {
  /** In capitals, for example {@code INVALID_FILTER}. */
  String name();

  /** The service that refuses, for example {@code flowlog.tapline}. */
  String domain();

  Code code();
}
