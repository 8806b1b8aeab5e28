package io.tapline.flowlog.search.filter;

/** How a field is compared with a value. */
public enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  /** A part of a text matches a regular expression. */
  MATCHES("~"),
  NOT_MATCHES("!~");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  static Operator of(Token token) {
    for (Operator operator : values()) {
      if (operator.symbol.equals(token.text())) {
        return operator;
      }
    }
    throw InvalidFilter.at(token.position(), "operators are = != < <= > >= ~ !~.");
  }
}
