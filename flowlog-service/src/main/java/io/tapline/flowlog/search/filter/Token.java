package io.tapline.flowlog.search.filter;

/**
 * @param position of the first character, counted from 1
 * @param text without quotes and escapes
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    WORD,
    QUOTED,
    OPERATOR,
    OPEN,
    CLOSE,
    LIST_OPEN,
    LIST_CLOSE,
    COMMA,
    END
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** Whether a regular expression follows. */
  boolean isExpressionOperator() {
    return kind == Kind.OPERATOR && text.endsWith("~");
  }

  /** The same place, read as another word. */
  Token as(String other) {
    return new Token(Kind.WORD, other, position);
  }

  boolean isValue() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** For messages. */
  String shown() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
