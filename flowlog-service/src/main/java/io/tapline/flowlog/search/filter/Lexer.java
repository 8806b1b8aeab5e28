package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a filter into tokens: words of any characters but blanks, quotes, parentheses and operators;
 * texts in double or single quotes, in which a backslash protects the next character. Between the
 * parentheses or brackets that follow IN, commas stand apart, too. Regular expressions keep their
 * backslashes, except before the quote.
 */
final class Lexer {
  private static final String ENDS = "()=<>!\"'";
  private static final String ENDS_IN_LIST = ENDS + "[],";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private boolean inList;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  private List<Token> run() {
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      tokens.add(next());
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
    return tokens;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Token next() {
    char first = text.charAt(at);
    return switch (first) {
      case '(' -> isAfterIn() ? listOpens() : token(Kind.OPEN, 1);
      case ')' -> inList ? listCloses() : token(Kind.CLOSE, 1);
      case '[' -> isAfterIn() ? listOpens() : word();
      case ']' -> inList ? listCloses() : word();
      case ',' -> inList ? token(Kind.COMMA, 1) : word();
      case '=' -> sign(Kind.OPERATOR, "=", nextIs('=') ? 2 : 1);
      case '<', '>' -> token(Kind.OPERATOR, nextIs('=') ? 2 : 1);
      case '!' -> token(Kind.OPERATOR, nextIs('=') || nextIs('~') ? 2 : 1);
      case '~' -> isValueNext() ? word() : token(Kind.OPERATOR, 1);
      case '&' -> isDoubled(at) ? sign(Kind.WORD, "AND", 2) : word();
      case '|' -> isDoubled(at) ? sign(Kind.WORD, "OR", 2) : word();
      case '"', '\'' -> quoted(first);
      default -> word();
    };
  }

  private boolean isAfterIn() {
    return !tokens.isEmpty() && tokens.getLast().isKeyword("IN");
  }

  /** A value may hold a tilde, a field does not. */
  private boolean isValueNext() {
    return inList || (!tokens.isEmpty() && tokens.getLast().kind() == Kind.OPERATOR);
  }

  private boolean isExpressionNext() {
    return !tokens.isEmpty() && tokens.getLast().isExpressionOperator();
  }

  private Token listOpens() {
    inList = true;
    return token(Kind.LIST_OPEN, 1);
  }

  private Token listCloses() {
    inList = false;
    return token(Kind.LIST_CLOSE, 1);
  }

  /** Whether {@code &&} or {@code ||} is at a position. */
  private boolean isDoubled(int position) {
    char c = text.charAt(position);
    return (c == '&' || c == '|') && position + 1 < text.length() && text.charAt(position + 1) == c;
  }

  private boolean nextIs(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private Token token(Kind kind, int length) {
    return sign(kind, text.substring(at, at + length), length);
  }

  /** A token that is read as if it were written otherwise. */
  private Token sign(Kind kind, String meaning, int length) {
    Token token = new Token(kind, meaning, at + 1);
    at += length;
    return token;
  }

  private Token word() {
    int end = at + 1;
    while (end < text.length() && isWord(end)) {
      end++;
    }
    return token(Kind.WORD, end - at);
  }

  private boolean isWord(int position) {
    char c = text.charAt(position);
    if (c == '~' && !isValueNext()) {
      return false;
    }
    String ends = inList ? ENDS_IN_LIST : ENDS;
    return !Character.isWhitespace(c) && ends.indexOf(c) < 0 && !isDoubled(position);
  }

  private Token quoted(char quote) {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\') {
        content.append(isKept(quote) ? "\\" : "");
        at++;
      }
      if (at < text.length()) {
        content.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw InvalidFilter.at(start + 1, "this text has no closing quote.");
    }
    at++;
    return new Token(Kind.QUOTED, content.toString(), start + 1);
  }

  /** Whether the backslash belongs to a regular expression; the sign behind it then does, too. */
  private boolean isKept(char quote) {
    return isExpressionNext() && !nextIs(quote);
  }
}
