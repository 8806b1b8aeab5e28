package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a filter into tokens: words of any characters but blanks, quotes, parentheses and operators;
 * texts in double or single quotes, in which a backslash protects the next character.
 */
final class Lexer {
  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  private List<Token> run() {
    List<Token> tokens = new ArrayList<>();
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
    int start = at;
    return switch (text.charAt(at)) {
      case '(' -> token(Kind.OPEN, start, start + 1);
      case ')' -> token(Kind.CLOSE, start, start + 1);
      case '=' -> token(Kind.OPERATOR, start, start + 1);
      case '<', '>', '!' -> token(Kind.OPERATOR, start, start + (nextIs('=') ? 2 : 1));
      case '"', '\'' -> quoted(text.charAt(at));
      default -> word();
    };
  }

  private boolean nextIs(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private Token token(Kind kind, int start, int end) {
    at = end;
    return new Token(kind, text.substring(start, end), start + 1);
  }

  private Token word() {
    int end = at;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return token(Kind.WORD, at, end);
  }

  private static boolean isWord(char c) {
    return !Character.isWhitespace(c) && "()=<>!\"'".indexOf(c) < 0;
  }

  private Token quoted(char quote) {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && ++at == text.length()) {
        break;
      }
      content.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw InvalidFilter.at(start + 1, "this text has no closing quote.");
    }
    at++;
    return new Token(Kind.QUOTED, content.toString(), start + 1);
  }
}
