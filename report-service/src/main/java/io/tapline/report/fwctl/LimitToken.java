package io.tapline.report.fwctl;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.util.Map;

/**
 * A part of a limit.
 *
 * @param text without quotes or slashes
 * @param column of its first character, from 1 on
 */
record LimitToken(Kind kind, String text, int column) {
  enum Kind {
    WORD,
    QUOTED,
    EXPRESSION,
    /** A regular expression that ignores letter case. */
    ANY_CASE_EXPRESSION,
    OPERATOR,
    PARENTHESIS,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isExpression() {
    return kind == Kind.EXPRESSION || kind == Kind.ANY_CASE_EXPRESSION;
  }

  /** What is wrong at this token. */
  Refusal invalid(String what) {
    return invalid(column, what);
  }

  static Refusal invalid(int column, String what) {
    return Refusal.ofField(
        Reason.INVALID_PARAMETER,
        "limit",
        "`limit`, column %d: %s".formatted(column, what),
        Map.of("position", Integer.toString(column)));
  }
}
