package io.tapline.report.fwctl;

import io.tapline.report.fwctl.LimitToken.Kind;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a limit, in the language of {@link Pattern}, which is looked for in the
 * first {@value #LONGEST} characters of a text. One that takes more than {@value #MOST_STEPS} steps
 * for a text ends the report: {@code a*a*a*a*a*b} takes millions for 60 letters.
 */
final class LimitPattern {
  private static final int LONGEST = 256;
  private static final int MOST_STEPS = 100_000;

  private final LimitToken token;
  private final Pattern pattern;

  private LimitPattern(LimitToken token, Pattern pattern) {
    this.token = token;
    this.pattern = pattern;
  }

  static LimitPattern of(LimitToken token) {
    boolean anyCase = token.kind() == Kind.ANY_CASE_EXPRESSION;
    int flags = anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    try {
      return new LimitPattern(token, Pattern.compile(token.text(), flags));
    } catch (PatternSyntaxException e) {
      int index = Math.max(0, e.getIndex());
      throw LimitToken.invalid(token.column() + 1 + index, e.getDescription());
    }
  }

  /** Whether it matches somewhere in a text. */
  boolean isIn(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return pattern.matcher(new Counted(start)).find();
  }

  /** A text that counts how often it is looked at. */
  private final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (steps++ == MOST_STEPS) {
        throw token.invalid("this expression takes too long; make it simpler");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
