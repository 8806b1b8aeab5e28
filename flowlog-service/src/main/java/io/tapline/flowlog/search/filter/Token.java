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
    END
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  /** For messages. */
  String shown() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
