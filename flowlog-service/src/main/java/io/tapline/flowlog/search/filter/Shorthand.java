package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may be written shorter, and the words that users of nfdump and tcpdump know: {@code
 * 10.0.0.1}, {@code tcp}, {@code src net 10.0.0.0/8}. Source and destination are client and server
 * here: a connection is one row, whoever sent a packet.
 */
final class Shorthand {
  private static final Map<String, String> OTHER_NAMES =
      Map.of("ip", "host", "net", "host", "proto", "protocol");

  private static final Map<String, String> SIDES = Map.of("src", "client", "dst", "server");

  /** What may follow the word for a side, and the ending of the field. */
  private static final Map<String, String> OF_SIDE =
      Map.of(
          "host", "", "ip", "", "net", "", "port", "_port", "as", "_as", "tos", "_tos", "mask",
          "_mask");

  /** Of a host: with a dot, and a letter behind the last one. */
  private static final Pattern NAME =
      Pattern.compile("([\\p{Alnum}_*-]+\\.)+[\\p{Alnum}_*-]*\\p{Alpha}[\\p{Alnum}_*-]*");

  private static final Pattern COMMUNITY_ID = Pattern.compile("1:[A-Za-z0-9+/]{27}=");

  private Shorthand() {}

  /** The field that a word alone names. */
  static Token field(Token word) {
    return word.as(OTHER_NAMES.getOrDefault(lower(word), word.text()));
  }

  /** Whether a word says of which side the next one is. */
  static boolean isSide(Token word) {
    return word.kind() == Token.Kind.WORD && SIDES.containsKey(lower(word));
  }

  /** The field of a side; empty where the second word is none and already the value. */
  static Optional<Token> field(Token side, Token what) {
    return Optional.ofNullable(OF_SIDE.get(lower(what)))
        .map(ending -> side.as(name(side) + ending));
  }

  /** The field of a side of which only a value follows: its address. */
  static Token address(Token side) {
    return side.as(name(side));
  }

  private static String name(Token side) {
    return SIDES.getOrDefault(lower(side), side.text());
  }

  /** What a word means that stands for a whole term. */
  static Optional<Expression> term(Token word) {
    return switch (lower(word)) {
      case "any" -> Optional.of(new Expression.And(List.of()));
      case "open" -> Optional.of(equal(word, "open", "true"));
      case "ipv4", "inet" -> Optional.of(ipv4(word));
      case "ipv6", "inet6" -> Optional.of(new Expression.Not(ipv4(word)));
      default -> fieldOf(word).map(field -> equal(word, field, word.text()));
    };
  }

  private static Expression ipv4(Token word) {
    return equal(word, "client", "0.0.0.0/0");
  }

  private static Optional<String> fieldOf(Token word) {
    if (COMMUNITY_ID.matcher(word.text()).matches()) {
      return Optional.of("community_id");
    }
    if (isPrefix(word.text())) {
      return Optional.of("host");
    }
    if (word.kind() == Token.Kind.WORD && isProtocol(word.text())) {
      return Optional.of("protocol");
    }
    return NAME.matcher(word.text()).matches() ? Optional.of("hostname") : Optional.empty();
  }

  private static boolean isProtocol(String text) {
    return Character.isLetter(text.charAt(0)) && ProtocolNames.number(text) >= 0;
  }

  private static boolean isPrefix(String text) {
    try {
      IpPrefix _ = IpPrefix.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Expression equal(Token word, String field, String value) {
    return new Expression.Term(
        word.as(field), Operator.EQUAL, new Token(word.kind(), value, word.position()));
  }

  private static String lower(Token word) {
    return word.text().toLowerCase(Locale.ROOT);
  }
}
