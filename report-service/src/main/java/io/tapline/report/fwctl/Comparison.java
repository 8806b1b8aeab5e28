package io.tapline.report.fwctl;

import io.tapline.report.fwctl.LimitToken.Kind;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One comparison of a limit. Ports and protocols are compared as numbers, addresses as addresses,
 * all else as text whose letter case does not matter. What is not known is neither less nor more
 * than anything.
 */
record Comparison(RecordField field, Predicate<Packet> test) {
  private static final Set<RecordField> FIELDS = EnumSet.complementOf(EnumSet.of(RecordField.TIME));

  /** Reads the tokens of a comparison. */
  static Comparison of(LimitToken name, LimitToken operator, LimitToken value) {
    RecordField field = field(name);
    Order order = Order.of(operator);
    if (value.kind() != Kind.QUOTED
        && !value.isExpression()
        && (value.kind() != Kind.WORD || value.isWord("and") || value.isWord("or"))) {
      throw value.invalid("expected what to compare %s with".formatted(field.text()));
    }
    return new Comparison(field, test(field, order, operator, value));
  }

  private static RecordField field(LimitToken name) {
    if (name.kind() == Kind.PARENTHESIS || name.isWord("not")) {
      throw name.invalid("a limit has neither `not` nor parentheses");
    }
    for (RecordField field : FIELDS) {
      if (name.isWord(field.text())) {
        return field;
      }
    }
    String names = FIELDS.stream().map(RecordField::text).collect(Collectors.joining(" "));
    throw name.invalid("expected a field: %s".formatted(names));
  }

  private static Predicate<Packet> test(
      RecordField field, Order order, LimitToken operator, LimitToken value) {
    if (value.isExpression()) {
      return matches(field, order, operator, value);
    }
    return switch (field) {
      case PROTOCOL, SOURCE_PORT, DESTINATION_PORT -> number(field, order, value);
      case SOURCE_IP, DESTINATION_IP -> address(field == RecordField.SOURCE_IP, order, value);
      case TIME,
          ACTION,
          DEVICE,
          INTERFACE,
          CHAIN,
          PROTOCOL_NAME,
          SOURCE_HOST,
          SOURCE_INTERFACE,
          SOURCE_ALIAS,
          SOURCE_SERVICE,
          DESTINATION_HOST,
          DESTINATION_INTERFACE,
          DESTINATION_ALIAS,
          DESTINATION_SERVICE ->
          text(field, order, operator, value);
    };
  }

  private static Predicate<Packet> number(RecordField field, Order order, LimitToken value) {
    if (!value.text().matches("[0-9]{1,5}")) {
      throw value.invalid("%s is compared with a number".formatted(field.text()));
    }
    int wanted = Integer.parseInt(value.text());
    return packet -> order.meets(number(field, packet), wanted);
  }

  private static int number(RecordField field, Packet packet) {
    return field == RecordField.PROTOCOL
        ? packet.protocol
        : field == RecordField.SOURCE_PORT ? packet.sourcePort : packet.destinationPort;
  }

  private static Predicate<Packet> address(boolean source, Order order, LimitToken value) {
    IpAddress wanted = address(value);
    return packet -> {
      int high = Long.compareUnsigned(high(source, packet), wanted.high());
      int low = Long.compareUnsigned(low(source, packet), wanted.low());
      return order.meets(high != 0 ? high : low);
    };
  }

  private static IpAddress address(LimitToken value) {
    try {
      return IpAddresses.parse(value.text());
    } catch (IllegalArgumentException e) {
      throw value.invalid("expected an address");
    }
  }

  private static long high(boolean source, Packet packet) {
    return source ? packet.sourceHigh : packet.destinationHigh;
  }

  private static long low(boolean source, Packet packet) {
    return source ? packet.sourceLow : packet.destinationLow;
  }

  private static Predicate<Packet> text(
      RecordField field, Order order, LimitToken operator, LimitToken value) {
    boolean equal = isEqual(field, order, operator);
    return packet -> packet.text(field).equalsIgnoreCase(value.text()) == equal;
  }

  private static Predicate<Packet> matches(
      RecordField field, Order order, LimitToken operator, LimitToken value) {
    boolean equal = isEqual(field, order, operator);
    LimitPattern pattern = LimitPattern.of(value);
    return packet -> pattern.isIn(packet.text(field)) == equal;
  }

  /** Whether texts are to be equal or to match, rather than not. */
  private static boolean isEqual(RecordField field, Order order, LimitToken operator) {
    if (order != Order.EQUAL && order != Order.NOT_EQUAL) {
      throw operator.invalid("%s is a text here, which = and != compare".formatted(field.text()));
    }
    return order == Order.EQUAL;
  }

  /** How two values are compared. */
  private enum Order {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String text;

    Order(String text) {
      this.text = text;
    }

    static Order of(LimitToken operator) {
      for (Order order : values()) {
        if (order.text.equals(operator.text())) {
          return order;
        }
      }
      throw operator.invalid("operators are = != < <= > >=");
    }

    boolean meets(int port, int wanted) {
      return port == Endpoint.NO_PORT ? this == NOT_EQUAL : meets(Integer.compare(port, wanted));
    }

    boolean meets(int comparison) {
      return switch (this) {
        case EQUAL -> comparison == 0;
        case NOT_EQUAL -> comparison != 0;
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
      };
    }
  }
}
