package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Condition.AllOf;
import io.tapline.flowlog.search.filter.Condition.AnyOf;
import io.tapline.flowlog.search.filter.Condition.Not;
import io.tapline.flowlog.segment.Side;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks a filter's names and values and makes a condition of it. */
public final class Filter {
  private final Values values;
  private final NetObjectTerms netObjects;

  private Filter(Values values, NetObjectTerms netObjects) {
    this.values = values;
    this.netObjects = netObjects;
  }

  /**
   * @param text a filter; blank means everything
   * @param sources names of sources by number
   * @param netObjects asked for those that the filter names
   * @throws Refusal INVALID_FILTER, UNKNOWN_FIELD
   */
  public static Condition compile(
      String text, Map<Integer, String> sources, NetObjects netObjects) {
    return text.isBlank()
        ? new AllOf(List.of())
        : new Filter(new Values(sources), new NetObjectTerms(netObjects))
            .condition(Parser.parse(text));
  }

  private Condition condition(Expression expression) {
    return switch (expression) {
      case Expression.And and -> new AllOf(and.parts().stream().map(this::condition).toList());
      case Expression.Or or -> new AnyOf(or.parts().stream().map(this::condition).toList());
      case Expression.Not not -> new Not(condition(not.inner()));
      case Expression.Term term -> term(term);
    };
  }

  private Condition term(Expression.Term term) {
    Field field = Field.of(term.field().text()).orElseThrow(() -> unknown(term.field()));
    if (term.operator() == Operator.NOT_EQUAL) {
      return new Not(condition(field, Operator.EQUAL, term));
    }
    if (term.operator() == Operator.MATCHES) {
      return matches(field, term);
    }
    if (term.operator() == Operator.NOT_MATCHES) {
      return new Not(matches(field, term));
    }
    return condition(field, term.operator(), term);
  }

  private Condition condition(Field field, Operator operator, Expression.Term term) {
    Token value = term.value();
    return switch (field.kind()) {
      case NUMBER -> number(field, operator, Values.number(field, value));
      case TIME -> number(field, operator, TimeValues.nanos(value));
      case DURATION -> number(field, operator, TimeValues.micros(value));
      case PORT -> ports(operator, Values.number(field, value));
      case TEXT ->
          equality(term, field == Field.FLAGS ? Values.flag(value) : Values.text(field, value));
      case CODE -> equality(term, Values.code(field, value));
      case TRUTH -> equality(term, Values.truth(field, value));
      case PROTOCOL -> equality(term, Values.protocol(field, value));
      case SOURCE -> equality(term, values.source(field, value));
      case IDENTITY -> equality(term, Values.identity(value));
      case ADDRESS -> equality(term, address(field, value));
      case HOST -> equality(term, field == Field.HOST ? host(value) : outerHost(value));
      case NETOBJECT -> equality(term, netObjects.condition(field, value));
      case COMMUNITY -> equality(term, Values.community(value));
    };
  }

  private static Condition equality(Expression.Term term, Condition condition) {
    return switch (term.operator()) {
      case EQUAL, NOT_EQUAL -> condition;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, MATCHES, NOT_MATCHES ->
          throw InvalidFilter.at(
              term.field().position(), term.field().text() + " is compared with = and != only.");
    };
  }

  private static Condition matches(Field field, Expression.Term term) {
    if (field.kind() != Field.Kind.TEXT) {
      throw InvalidFilter.at(
          term.field().position(),
          "%s is no text: ~ and !~ are for texts such as hostname.".formatted(field.text()));
    }
    return new Condition.Matches(column(field), RegularExpression.checked(term.value()));
  }

  private static Condition host(Token value) {
    return new AnyOf(
        List.of(Values.address(Side.CLIENT, value), Values.address(Side.SERVER, value)));
  }

  private static Condition outerHost(Token value) {
    return new AnyOf(
        List.of(Values.told(Field.OUTER_FIRST, value), Values.told(Field.OUTER_SECOND, value)));
  }

  private static Condition address(Field field, Token value) {
    if (field.hasGaps()) {
      return Values.told(field, value);
    }
    return Values.address(field == Field.CLIENT ? Side.CLIENT : Side.SERVER, value);
  }

  private static Condition number(Field field, Operator operator, long value) {
    return new Condition.Comparison(column(field), field.hasGaps(), operator, value);
  }

  private static Condition ports(Operator operator, long port) {
    return new AnyOf(
        List.of(
            new Condition.Comparison("client_port", false, operator, port),
            new Condition.Comparison("server_port", false, operator, port)));
  }

  private static String column(Field field) {
    return field.columns().getFirst();
  }

  private static Refusal unknown(Token field) {
    List<String> names = Arrays.stream(Field.values()).map(Field::text).toList();
    return InvalidFilter.of(
        Reason.UNKNOWN_FIELD,
        field.position(),
        "there is no field \"%s\". %s"
            .formatted(field.text(), CloseNames.hint(field.text(), names)));
  }
}
