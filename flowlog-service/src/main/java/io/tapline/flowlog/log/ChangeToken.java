package io.tapline.flowlog.log;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;

/** The number of a commit as text: {@code c} and base 36. */
final class ChangeToken {
  private static final int BASE = 36;

  private ChangeToken() {}

  static String of(long sequence) {
    return "c" + Long.toString(sequence, BASE);
  }

  /** The number; 0 for the empty token. */
  static long parse(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      if (token.startsWith("c") && !token.startsWith("c-") && !token.startsWith("c+")) {
        return Long.parseLong(token.substring(1), BASE);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.ofField(
        Reason.INVALID_TOKEN, "token", "The token is not one that this log gave out.");
  }
}
