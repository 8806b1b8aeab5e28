package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.segment.AddressFilter;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpPrefix;
import java.util.List;

/**
 * What a row must meet: checked, typed, true or false for every row. {@link #to} writes it as SQL;
 * {@link #mayHold} tells from a segment's address filter whether any of its rows can meet it.
 */
public sealed interface Condition {
  void to(Sql sql);

  default boolean mayHold(byte[] addressFilter) {
    return true;
  }

  /** Every part; without parts everything. */
  record AllOf(List<Condition> parts) implements Condition {
    @Override
    public void to(Sql sql) {
      join(sql, parts, " AND ", "true");
    }

    @Override
    public boolean mayHold(byte[] addressFilter) {
      return parts.stream().allMatch(part -> part.mayHold(addressFilter));
    }
  }

  /** At least one part; without parts nothing. */
  record AnyOf(List<Condition> parts) implements Condition {
    @Override
    public void to(Sql sql) {
      join(sql, parts, " OR ", "false");
    }

    @Override
    public boolean mayHold(byte[] addressFilter) {
      return parts.stream().anyMatch(part -> part.mayHold(addressFilter));
    }
  }

  record Not(Condition inner) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("NOT ");
      inner.to(sql);
    }
  }

  /** A comparison with a number; false where the column has none. */
  record Comparison(String column, Operator operator, long value) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("coalesce(" + column + " " + operator.symbol() + " ").bind(value).add(", false)");
    }
  }

  /** A number that equals one of these. */
  record OneOf(String column, List<Long> values) implements Condition {
    @Override
    public void to(Sql sql) {
      join(
          sql,
          values.stream().map(value -> (Condition) new Equal(column, value)).toList(),
          " OR ",
          "false");
    }
  }

  /** A column without gaps that equals a number. */
  record Equal(String column, long value) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("(" + column + " = ").bind(value).add(")");
    }
  }

  /**
   * A text in lower case; {@code *} stands for any characters.
   *
   * @param column an SQL expression in lower case
   */
  record Text(String column, String pattern) implements Condition {
    @Override
    public void to(Sql sql) {
      if (pattern.indexOf('*') < 0) {
        sql.add("(" + column + " = ").bind(pattern).add(")");
      } else {
        sql.add("(" + column + " LIKE ").bind(like()).add(" ESCAPE '\\')");
      }
    }

    private String like() {
      return pattern
          .replace("\\", "\\\\")
          .replace("%", "\\%")
          .replace("_", "\\_")
          .replace('*', '%');
    }
  }

  /**
   * An address within a prefix. Segments hold signed halves; all addresses of a prefix longer than
   * /0 share the leading bit, so signed comparison is right for either half.
   *
   * @param side {@code client} or {@code server}
   */
  record Address(String side, IpPrefix prefix) implements Condition {
    @Override
    public void to(Sql sql) {
      IpAddress last = prefix.last();
      if (prefix.lengthBits() == 0) {
        sql.add("true");
      } else if (prefix.lengthBits() <= Long.SIZE) {
        between(sql, "_high", prefix.high(), last.high());
      } else {
        between(sql.add("("), "_low", prefix.low(), last.low());
        between(sql.add(" AND "), "_high", prefix.high(), last.high());
        sql.add(")");
      }
    }

    boolean isSingle() {
      return prefix.lengthBits() == 2 * Long.SIZE;
    }

    private void between(Sql sql, String half, long first, long last) {
      sql.add("(" + side + half);
      if (first == last) {
        sql.add(" = ").bind(first).add(")");
      } else {
        sql.add(" BETWEEN ").bind(first).add(" AND ").bind(last).add(")");
      }
    }

    @Override
    public boolean mayHold(byte[] addressFilter) {
      return !isSingle() || AddressFilter.mayContain(addressFilter, prefix.high(), prefix.low());
    }
  }

  private static void join(Sql sql, List<Condition> parts, String joint, String none) {
    if (parts.isEmpty()) {
      sql.add(none);
      return;
    }
    String before = "(";
    for (Condition part : parts) {
      part.to(sql.add(before));
      before = joint;
    }
    sql.add(")");
  }
}
