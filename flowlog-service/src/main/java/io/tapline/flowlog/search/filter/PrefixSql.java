package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpPrefix;

/**
 * "Within a prefix" as SQL. Segments hold signed halves; all addresses of a prefix longer than /0
 * share the leading bit, so signed comparison is right for either half.
 */
final class PrefixSql {
  private PrefixSql() {}

  /**
   * @param column without the ending of its halves
   */
  static void add(Sql sql, String column, IpPrefix prefix) {
    IpAddress last = prefix.last();
    if (prefix.lengthBits() == 0) {
      sql.add("true");
    } else if (prefix.lengthBits() <= Long.SIZE) {
      between(sql, column + "_high", prefix.high(), last.high());
    } else {
      between(sql.add("("), column + "_low", prefix.low(), last.low());
      between(sql.add(" AND "), column + "_high", prefix.high(), last.high());
      sql.add(")");
    }
  }

  /** The same as text of our own, for prefixes of our own. */
  static String text(String column, IpPrefix prefix) {
    IpAddress last = prefix.last();
    return "(%1$s_high BETWEEN %2$d AND %3$d AND %1$s_low BETWEEN %4$d AND %5$d)"
        .formatted(
            column,
            prefix.high(),
            last.high(),
            prefix.lengthBits() <= Long.SIZE ? Long.MIN_VALUE : prefix.low(),
            prefix.lengthBits() <= Long.SIZE ? Long.MAX_VALUE : last.low());
  }

  private static void between(Sql sql, String half, long first, long last) {
    sql.add("(" + half);
    if (first == last) {
      sql.add(" = ").bind(first).add(")");
    } else {
      sql.add(" BETWEEN ").bind(first).add(" AND ").bind(last).add(")");
    }
  }
}
