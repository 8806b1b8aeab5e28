package io.tapline.wire.tabular;

import java.time.Instant;

/** Times as RFC 3339 says, in UTC, with no more digits than needed of 0, 3, 6 and 9. */
final class Rfc3339 {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Rfc3339() {}

  static String text(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND).toString();
  }
}
