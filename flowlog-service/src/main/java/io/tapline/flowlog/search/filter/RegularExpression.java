package io.tapline.flowlog.search.filter;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Checks a regular expression before it is handed to the query engine, which matches by RE2 in time
 * linear to the text, whatever the expression. Taken is what Java and RE2 both have and mean alike:
 *
 * <pre>
 *   .  ^  $  |  (...)  (?:...)  (?i)  (?s)  (?m)  * + ? {n} {n,} {n,m}, each also lazy with ?
 *   [...] [^...]  \d \w \s \D \W \S  \b \B \A \z  \t \n \r \f  \xHH  \ before any sign
 * </pre>
 *
 * So nothing that looks back or ahead, and nothing that RE2 would refuse when the question runs.
 */
final class RegularExpression {
  static final int MAX_CHARACTERS = 256;

  /** RE2's own limit for one repetition; here for the product of all. */
  static final int MAX_REPETITIONS = 1_000;

  /** Characters times repetitions: what RE2 compiles stays far below its limit of memory. */
  static final int MAX_SIZE = 10_000;

  private static final String CLASSES = "dDwWsS";
  private static final String PLACES = "bBAz";
  private static final String CONTROLS = "tnrf";
  private static final String QUANTIFIERS = "*+?{";

  /** What follows a parenthesis. */
  private static final Pattern OPENING =
      Pattern.compile("(?:\\?:|\\?[ism]{1,3}\\)|(?!\\?)).*", Pattern.DOTALL);

  private static final Pattern COUNT =
      Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}.*", Pattern.DOTALL);

  private final Token value;
  private final String text;
  private long repetitions = 1;
  private boolean repeatable;
  private int at;

  private RegularExpression(Token value) {
    this.value = value;
    this.text = value.text();
  }

  /**
   * @throws io.tapline.rpc.Refusal INVALID_FILTER with the position
   */
  static String checked(Token value) {
    if (value.text().length() > MAX_CHARACTERS) {
      throw InvalidFilter.at(
          value.position(),
          "a regular expression has at most %d characters.".formatted(MAX_CHARACTERS));
    }
    return new RegularExpression(value).check();
  }

  private String check() {
    while (at < text.length()) {
      part();
    }
    try {
      var _ = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw invalid(Math.max(e.getIndex(), 0), e.getDescription().toLowerCase(Locale.ROOT));
    }
    return text;
  }

  private void part() {
    char first = text.charAt(at);
    switch (first) {
      case '\\' -> escape(CLASSES + PLACES + CONTROLS);
      case '[' -> set();
      case '(' -> opening();
      case '*', '+', '?', '{' -> quantifier();
      default -> at += sign();
    }
    repeatable = first != '(' && first != '|';
  }

  /** The length of a sign that stands for itself. */
  private int sign() {
    if (Character.isISOControl(text.charAt(at))) {
      throw invalid(at, "a control character is written \\t, \\n or \\xHH");
    }
    return 1;
  }

  private void escape(String letters) {
    if (at + 1 == text.length()) {
      throw invalid(at, "a backslash stands before a character");
    }
    char next = text.charAt(at + 1);
    if (next == 'x' && text.substring(at + 2).matches("(?s)[0-9A-Fa-f]{2}.*")) {
      at += 4;
    } else if (letters.indexOf(next) >= 0 || isSign(next)) {
      at += 2;
    } else {
      throw invalid(at, "\\%s is not known here".formatted(next));
    }
  }

  private static boolean isSign(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  private void opening() {
    if (!OPENING.matcher(text.substring(at + 1)).matches()) {
      throw invalid(at, "groups are (...) and (?:...), flags (?i), (?s) and (?m)");
    }
    at += text.startsWith("?", at + 1) ? text.substring(at).indexOf(flagsEnd()) + 1 : 1;
  }

  private char flagsEnd() {
    return text.charAt(at + 2) == ':' ? ':' : ')';
  }

  private void quantifier() {
    if (!repeatable) {
      throw invalid(at, "there is nothing to repeat");
    }
    if (text.charAt(at) == '{') {
      count();
    } else {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '?') {
      at++;
    }
    if (at < text.length() && QUANTIFIERS.indexOf(text.charAt(at)) >= 0) {
      throw invalid(at, "one repetition directly follows another");
    }
  }

  private void count() {
    Matcher count = COUNT.matcher(text.substring(at));
    if (!count.matches()) {
      throw invalid(at, "repetitions are {n}, {n,} and {n,m}; a brace itself is \\{");
    }
    String most = count.group(2);
    String last = most == null || most.isEmpty() ? count.group(1) : most;
    repetitions *= Math.max(1, Integer.parseInt(last));
    if (repetitions > MAX_REPETITIONS || repetitions * text.length() > MAX_SIZE) {
      throw invalid(at, "too many repetitions for an expression of this length");
    }
    at = text.indexOf('}', at) + 1;
  }

  private void set() {
    int begin = at;
    at += text.startsWith("^", at + 1) ? 2 : 1;
    for (int first = at; at < text.length(); ) {
      char c = text.charAt(at);
      if (c == ']' && at > first) {
        at++;
        return;
      }
      inSet(c);
    }
    throw invalid(begin, "this set has no ]");
  }

  /** Java reads [ and &amp;&amp; in a set otherwise than RE2, which refuses \d in a range. */
  private void inSet(char c) {
    boolean isClass =
        c == '\\' && at + 1 < text.length() && CLASSES.indexOf(text.charAt(at + 1)) >= 0;
    if (c == '[' || c == ']' || c == '&' || c == '^') {
      throw invalid(at, "in a set %s is written \\%s".formatted(c, c));
    }
    if (isClass && isRange()) {
      throw invalid(at, "a range goes from a character to a character");
    }
    if (c == '\\') {
      escape(CLASSES + CONTROLS);
    } else {
      at += sign();
    }
  }

  private boolean isRange() {
    return text.charAt(at - 1) == '-' || text.startsWith("-", at + 2);
  }

  private RuntimeException invalid(int index, String what) {
    int quote = value.kind() == Token.Kind.QUOTED ? 1 : 0;
    return InvalidFilter.at(
        value.position() + quote + index, "in the regular expression: %s.".formatted(what));
  }
}
