package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recursive descent over this grammar:
 *
 * <pre>
 *   filter = factor { AND factor } | factor { OR factor }
 *   factor = NOT factor | '(' filter ')' | term
 *   term   = field [ operator ] value | field CONTAINS value
 *          | field [ NOT ] IN '(' value { [ ',' ] value } ')' | shorthand
 * </pre>
 *
 * AND and OR side by side are refused: readers disagree on which binds tighter. Without an operator
 * {@code =} is meant. {@code &&}, {@code ||} and {@code !} are other words for AND, OR and NOT;
 * brackets may stand around a list. What may be written shorter is in {@link Shorthand}.
 */
final class Parser {
  static final int MAX_TERMS = 64;
  static final int MAX_CHARACTERS = 4_096;
  static final int MAX_LEVELS = 64;

  private static final String OPERATOR = "an operator (= != < <= > >= ~ !~ IN CONTAINS)";

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
    Expression factor = isNot() ? not() : group();
    level--;
    return factor;
  }

  private boolean isNot() {
    return peek().isKeyword("NOT") || (peek().kind() == Kind.OPERATOR && peek().text().equals("!"));
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
    if (!peek().isValue()) {
      throw unexpected("a field");
    }
    return isAlone() ? shorthand() : compared(field());
  }

  /** Whether a word is all of a term. */
  private boolean isAlone() {
    Token next = tokens.get(at + 1);
    boolean ends = next.kind() == Kind.END || next.kind() == Kind.CLOSE;
    return ends || next.isKeyword("AND") || next.isKeyword("OR");
  }

  private Expression shorthand() {
    Token word = tokens.get(at++);
    count(word);
    return Shorthand.term(word).orElseThrow(() -> unexpected(OPERATOR + " or a value"));
  }

  private Token field() {
    Token word = take(Kind.WORD, "a field");
    if (!Shorthand.isSide(word)) {
      return Shorthand.field(word);
    }
    Optional<Token> ofSide = Shorthand.field(word, peek());
    ofSide.ifPresent(_ -> at++);
    return ofSide.orElseGet(() -> Shorthand.address(word));
  }

  private Expression compared(Token field) {
    if (isNext("IN")) {
      return list(field);
    }
    if (peek().isKeyword("NOT") && tokens.get(at + 1).isKeyword("IN")) {
      at += 2;
      return new Expression.Not(list(field));
    }
    if (isNext("CONTAINS")) {
      Token part = value(field);
      return new Expression.Term(
          field, Operator.EQUAL, new Token(part.kind(), "*" + part.text() + "*", part.position()));
    }
    Operator operator = operator();
    return new Expression.Term(field, operator, value(field));
  }

  private Operator operator() {
    if (peek().isKeyword("NOT")) {
      throw unexpected(OPERATOR);
    }
    return peek().kind() == Kind.OPERATOR ? Operator.of(tokens.get(at++)) : Operator.EQUAL;
  }

  /** Goes on behind a keyword if it is the next word. */
  private boolean isNext(String keyword) {
    if (peek().isKeyword(keyword)) {
      at++;
      return true;
    }
    return false;
  }

  private Expression list(Token field) {
    Token _ = take(Kind.LIST_OPEN, "a list such as (80, 443)");
    List<Expression> values = new ArrayList<>();
    do {
      values.add(new Expression.Term(field, Operator.EQUAL, value(field)));
      at += peek().kind() == Kind.COMMA ? 1 : 0;
    } while (peek().kind() != Kind.LIST_CLOSE);
    at++;
    return new Expression.Or(values);
  }

  private Token value(Token field) {
    if (!peek().isValue()) {
      throw unexpected("a value");
    }
    count(field);
    return tokens.get(at++);
  }

  private void count(Token term) {
    if (++terms > MAX_TERMS) {
      throw InvalidFilter.at(
          term.position(), "a filter has at most %d terms.".formatted(MAX_TERMS));
    }
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
