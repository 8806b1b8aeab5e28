package io.tapline.flowlog.search.filter;

import java.util.List;

/** A filter as it was written: names and values are not checked yet. */
sealed interface Expression {
  /** Parts, all of which hold; without parts everything. */
  record And(List<Expression> parts) implements Expression {}

  /** At least one part, one of which holds. */
  record Or(List<Expression> parts) implements Expression {}

  record Not(Expression inner) implements Expression {}

  record Term(Token field, Operator operator, Token value) implements Expression {}
}
