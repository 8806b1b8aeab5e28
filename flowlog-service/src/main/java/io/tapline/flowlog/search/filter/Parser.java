package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over this grammar:
 *
 * <pre>
 *   filter = factor { AND factor } | factor { OR factor }
 *   factor = NOT factor | '(' filter ')' | field operator value
 * </pre>
 *
 * AND and OR side by side are refused: readers disagree on which binds tighter.
 */
final class Parser {
  static final int MAX_TERMS = 64;
  static final int MAX_CHARACTERS = 4_096;
  static final int MAX_LEVELS = 64;

  private final List<Token> tokens;
  private int at;
  private int terms;
  private int level;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw InvalidFilter.at(
          MAX_CHARACTERS + 1, "a filter has at most %,d characters.".formatted(MAX_CHARACTERS));
    }
    Parser parser = new Parser(Lexer.tokens(text));
    Expression filter = parser.filter();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected("AND, OR or the end");
    }
    return filter;
  }

  private Expression filter() {
    Expression first = factor();
    Token joint = peek();
    if (joint.isKeyword("AND")) {
      return new Expression.And(chain(first, "AND", "OR"));
    }
    return joint.isKeyword("OR") ? new Expression.Or(chain(first, "OR", "AND")) : first;
  }

  private List<Expression> chain(Expression first, String joint, String other) {
    List<Expression> parts = new ArrayList<>();
    parts.add(first);
    while (peek().isKeyword(joint)) {
      at++;
      parts.add(factor());
    }
    if (peek().isKeyword(other)) {
      throw InvalidFilter.at(
          peek().position(), "AND and OR side by side: say with parentheses which comes first.");
    }
    return parts;
  }

  private Expression factor() {
    if (++level > MAX_LEVELS) {
      throw InvalidFilter.at(peek().position(), "more than %d levels.".formatted(MAX_LEVELS));
    }
    Expression factor = peek().isKeyword("NOT") ? not() : group();
    level--;
    return factor;
  }

  private Expression not() {
    at++;
    return new Expression.Not(factor());
  }

  private Expression group() {
    if (peek().kind() != Kind.OPEN) {
      return term();
    }
    at++;
    Expression inner = filter();
    if (peek().kind() != Kind.CLOSE) {
      throw unexpected("a closing parenthesis");
    }
    at++;
    return inner;
  }

  private Expression term() {
    Token field = take(Kind.WORD, "a field");
    Operator operator = Operator.of(take(Kind.OPERATOR, "an operator (= != < <= > >=)"));
    Token value = peek();
    if (value.kind() != Kind.WORD && value.kind() != Kind.QUOTED) {
      throw unexpected("a value");
    }
    at++;
    if (++terms > MAX_TERMS) {
      throw InvalidFilter.at(
          field.position(), "a filter has at most %d terms.".formatted(MAX_TERMS));
    }
    return new Expression.Term(field, operator, value);
  }

  private Token take(Kind kind, String wanted) {
    if (peek().kind() != kind) {
      throw unexpected(wanted);
    }
    return tokens.get(at++);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private RuntimeException unexpected(String wanted) {
    return InvalidFilter.at(
        peek().position(), "expected %s, found %s.".formatted(wanted, peek().shown()));
  }
}
