package io.tapline.report.fake;

import io.tapline.flowlog.v1.Connection;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** As much of the filter language as the tests need: =, != and comparisons, AND, OR, NOT, (). */
final class FakeFilter {
  private static final Pattern TOKEN =
      Pattern.compile("\\(|\\)|!=|<=|>=|[=<>]|\"[^\"]*\"|[^\\s()=<>!]+");

  private static final Map<String, Double> UNITS =
      Map.of("", 1.0, "ms", 0.001, "s", 1.0, "m", 60.0, "h", 3_600.0, "d", 86_400.0);

  private final List<MatchResult> tokens;
  private final String text;
  private int next;

  private FakeFilter(String text) {
    this.text = text;
    tokens = TOKEN.matcher(text).results().toList();
  }

  static Predicate<Connection> parse(String text) {
    FakeFilter filter = new FakeFilter(text);
    if (filter.tokens.isEmpty()) {
      return row -> true;
    }
    Predicate<Connection> all = filter.terms();
    if (filter.next < filter.tokens.size()) {
      throw new Refused(filter.position());
    }
    return all;
  }

  private Predicate<Connection> terms() {
    Predicate<Connection> left = term();
    while (is("AND") || is("OR")) {
      boolean and = take().equalsIgnoreCase("AND");
      Predicate<Connection> right = term();
      left = and ? left.and(right) : left.or(right);
    }
    return left;
  }

  private Predicate<Connection> term() {
    if (is("NOT")) {
      take();
      return term().negate();
    }
    if (is("(")) {
      take();
      Predicate<Connection> inner = terms();
      take();
      return inner;
    }
    String column = take();
    String operator = take();
    String value = take().replace("\"", "");
    return row -> compare(row, column, operator, value);
  }

  private static boolean compare(Connection row, String column, String operator, String value) {
    boolean found =
        FakeColumns.values(row, column).stream().anyMatch(actual -> holds(actual, operator, value));
    return found != operator.equals("!=");
  }

  private static boolean holds(String actual, String operator, String value) {
    return switch (operator) {
      case "=", "!=" -> value.indexOf('/') < 0 ? matches(actual, value) : isWithin(actual, value);
      case "<" -> number(actual) < number(value);
      case "<=" -> number(actual) <= number(value);
      case ">" -> number(actual) > number(value);
      default -> number(actual) >= number(value);
    };
  }

  /** Durations are in seconds where they have no unit. */
  private static double number(String text) {
    String unit = text.replaceFirst("-?[0-9.]+", "");
    double times = Objects.requireNonNull(UNITS.get(unit), text);
    return Double.parseDouble(text.substring(0, text.length() - unit.length())) * times;
  }

  private static boolean isWithin(String actual, String prefix) {
    IpAddress address = IpAddresses.parse(actual);
    return IpPrefix.parse(prefix).contains(address.high(), address.low());
  }

  private static boolean matches(String actual, String value) {
    String pattern = Pattern.quote(value.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
    return actual.toLowerCase(Locale.ROOT).matches(pattern);
  }

  private boolean is(String token) {
    return next < tokens.size() && tokens.get(next).group().equalsIgnoreCase(token);
  }

  private String take() {
    if (next >= tokens.size()) {
      throw new Refused(text.length());
    }
    return tokens.get(next++).group();
  }

  private int position() {
    return tokens.get(next).start();
  }

  /** The filter cannot be read from a position on, counted from 1. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int position;

    Refused(int offset) {
      super("Filter, character " + (offset + 1) + ": expected AND, OR or the end.");
      position = offset + 1;
    }
  }
}
