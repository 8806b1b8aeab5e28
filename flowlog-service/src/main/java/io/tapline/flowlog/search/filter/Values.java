package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.segment.Side;
import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of terms, each kind in its own notation. */
final class Values {
  /** Matching takes longer with each; nobody means more. */
  private static final int MAX_WILDCARDS = 8;

  private final Map<Integer, String> sources;

  Values(Map<Integer, String> sources) {
    this.sources = sources;
  }

  static long number(Field field, Token value) {
    long number;
    try {
      number =
          field.largest() == Long.MAX_VALUE
              ? Counts.of(value.text())
              : Long.parseLong(value.text());
    } catch (NumberFormatException e) {
      throw expected("a whole number", value);
    }
    if (number < 0 || number > field.largest()) {
      throw expected("a number from 0 to " + field.largest() + " for " + field.text(), value);
    }
    return number;
  }

  static Condition text(Field field, Token value) {
    checkWildcards(value);
    String column = field.columns().getFirst();
    return new Condition.Text(
        field.isLowerCase() ? column : "lower(" + column + ")",
        value.text().toLowerCase(Locale.ROOT));
  }

  /** One flag that the connection has, whether it is asked for by equality or as a part. */
  static Condition flag(Token value) {
    String name = value.text().replace("*", "");
    return Flag.of(name)
        .map(Condition.Flagged::new)
        .orElseThrow(() -> expected("one of " + String.join(", ", Flag.names()), value));
  }

  static Condition code(Field field, Token value) {
    Pattern pattern = wildcard(value);
    List<Long> codes = new ArrayList<>();
    for (int code = 0; code < field.codes().size(); code++) {
      if (pattern.matcher(field.codes().get(code)).matches()) {
        codes.add((long) code);
      }
    }
    if (codes.isEmpty()) {
      throw expected("one of " + names(field), value);
    }
    return new Condition.OneOf(field.columns().getFirst(), codes);
  }

  /** Without the empty name of what has none. */
  private static String names(Field field) {
    return field.codes().stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
  }

  static Condition truth(Field field, Token value) {
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "true" -> new Condition.Equal("close_reason", 0);
      case "false" -> new Condition.Not(new Condition.Equal("close_reason", 0));
      default -> throw expected("true or false for " + field.text(), value);
    };
  }

  static Condition protocol(Field field, Token value) {
    int number = ProtocolNames.number(value.text());
    if (number < 0) {
      throw expected("a protocol's name, or a number from 0 to 255", value);
    }
    return new Condition.Equal(field.columns().getFirst(), number);
  }

  Condition source(Field field, Token value) {
    Pattern pattern = wildcard(value);
    List<Long> ids =
        sources.entrySet().stream()
            .filter(source -> pattern.matcher(source.getValue()).matches())
            .map(source -> source.getKey().longValue())
            .sorted()
            .toList();
    return ids.isEmpty()
        ? new Condition.NoSource(value.text())
        : new Condition.OneOf(field.columns().getFirst(), ids);
  }

  static Condition identity(Token value) {
    if (!value.text().matches("[0-9]{1,10}-[0-9]{1,19}")) {
      throw expected("an id such as 7-123", value);
    }
    int dash = value.text().indexOf('-');
    try {
      return new Condition.AllOf(
          List.of(
              new Condition.Equal("source_id", Integer.parseInt(value.text(), 0, dash, 10)),
              new Condition.Equal(
                  "first_frame",
                  Long.parseLong(value.text(), dash + 1, value.text().length(), 10))));
    } catch (NumberFormatException e) {
      throw expected("an id such as 7-123", value);
    }
  }

  static Condition community(Token value) {
    if (!value.text().matches("1:[A-Za-z0-9+/]{27}=")) {
      throw expected("a Community ID such as \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\"", value);
    }
    byte[] sha1 = Base64.getDecoder().decode(value.text().substring(2));
    return new Condition.Community(HexFormat.of().formatHex(sha1));
  }

  static Condition.Address address(Side side, Token value) {
    return new Condition.Address(side, prefix(value));
  }

  /** An address that a row may not have. */
  static Condition told(Field field, Token value) {
    String high = field.columns().getFirst();
    String column = high.substring(0, high.length() - "_high".length());
    return new Condition.Told(column, prefix(value));
  }

  private static IpPrefix prefix(Token value) {
    try {
      return IpPrefix.parse(value.text());
    } catch (IllegalArgumentException e) {
      throw expected("an address or a prefix such as 10.0.0.0/8", value);
    }
  }

  private static void checkWildcards(Token value) {
    if (value.text().chars().filter(c -> c == '*').count() > MAX_WILDCARDS) {
      throw InvalidFilter.at(
          value.position(), "a value has at most %d wildcards.".formatted(MAX_WILDCARDS));
    }
  }

  private static Pattern wildcard(Token value) {
    checkWildcards(value);
    StringBuilder pattern = new StringBuilder();
    for (String part : value.text().split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(
        pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  static RuntimeException expected(String what, Token value) {
    return InvalidFilter.at(
        value.position(), "expected %s, found %s.".formatted(what, value.shown()));
  }
}
