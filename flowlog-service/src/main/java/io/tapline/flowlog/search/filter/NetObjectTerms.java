package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.segment.Side;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.stream.Stream;

/**
 * Terms of one filter about net objects: what holds for one of the object's prefixes, on either
 * side.
 */
final class NetObjectTerms {
  /** Prefixes that all terms of a filter may stand for: each is compared with each row. */
  static final int MAX_PREFIXES = 1_024;

  private final NetObjects netObjects;
  private int compared;

  NetObjectTerms(NetObjects netObjects) {
    this.netObjects = netObjects;
  }

  Condition condition(Field field, Token value) {
    List<IpPrefix> prefixes = netObjects.prefixes(value.text()).orElseThrow(() -> unknown(value));
    count(prefixes.size(), value);
    List<Condition> either =
        sides(field)
            .flatMap(side -> prefixes.stream().map(prefix -> within(side, prefix)))
            .toList();
    return either.size() == 1 ? either.getFirst() : new Condition.AnyOf(either);
  }

  private void count(int prefixes, Token value) {
    compared += prefixes;
    if (compared > MAX_PREFIXES) {
      throw InvalidFilter.at(
          value.position(),
          "with %s it stands for %,d prefixes, but a filter may stand for at most %,d."
              .formatted(value.shown(), compared, MAX_PREFIXES));
    }
  }

  private static Condition within(Side side, IpPrefix prefix) {
    return new Condition.Address(side, prefix);
  }

  private static Stream<Side> sides(Field field) {
    return switch (field) {
      case CLIENT_NETOBJECT -> Stream.of(Side.CLIENT);
      case SERVER_NETOBJECT -> Stream.of(Side.SERVER);
      default -> Stream.of(Side.CLIENT, Side.SERVER);
    };
  }

  private RuntimeException unknown(Token value) {
    List<String> close = CloseNames.close(value.text(), netObjects.names());
    return InvalidFilter.at(
        value.position(),
        "there is no visible net object %s. %s"
            .formatted(
                value.shown(),
                close.isEmpty()
                    ? "`tapline catalog objects` lists them."
                    : "Did you mean " + String.join(" or ", close) + "?"));
  }
}
