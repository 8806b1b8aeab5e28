package io.tapline.report.fwctl;

import io.tapline.report.fwctl.LimitToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a limit into tokens: words of any characters but blanks, quotes, parentheses and operators;
 * texts in double or single quotes, and regular expressions between slashes, in which a backslash
 * before the closing character makes it part of the text.
 */
final class LimitLexer {
  private final String text;
  private int at;

  private LimitLexer(String text) {
    this.text = text;
  }

  /** The last token is the end. */
  static List<LimitToken> tokens(String text) {
    return new LimitLexer(text).run();
  }

  private List<LimitToken> run() {
    List<LimitToken> tokens = new ArrayList<>();
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      tokens.add(next());
    }
    tokens.add(new LimitToken(Kind.END, "", text.length() + 1));
    return tokens;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private LimitToken next() {
    return switch (text.charAt(at)) {
      case '(', ')' -> token(Kind.PARENTHESIS, at + 1);
      case '=' -> token(Kind.OPERATOR, at + 1);
      case '<', '>', '!' -> token(Kind.OPERATOR, at + (nextIs('=') ? 2 : 1));
      case '"', '\'' -> closed(Kind.QUOTED, text.charAt(at));
      case '/' -> expression();
      default -> word();
    };
  }

  private boolean nextIs(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private LimitToken token(Kind kind, int end) {
    LimitToken token = new LimitToken(kind, text.substring(at, end), at + 1);
    at = end;
    return token;
  }

  private LimitToken word() {
    int end = at;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return token(Kind.WORD, end);
  }

  private static boolean isWord(char c) {
    return !Character.isWhitespace(c) && "()=<>!\"'".indexOf(c) < 0;
  }

  private LimitToken expression() {
    LimitToken expression = closed(Kind.EXPRESSION, '/');
    boolean anyCase = at < text.length() && text.charAt(at) == 'i';
    at += anyCase ? 1 : 0;
    return anyCase
        ? new LimitToken(Kind.ANY_CASE_EXPRESSION, expression.text(), expression.column())
        : expression;
  }

  private LimitToken closed(Kind kind, char closing) {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != closing) {
      at += text.charAt(at) == '\\' && nextIs(closing) ? 1 : 0;
      content.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw LimitToken.invalid(start + 1, "there is no closing %s".formatted(closing));
    }
    at++;
    return new LimitToken(kind, content.toString(), start + 1);
  }
}
