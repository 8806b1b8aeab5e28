package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.segment.AddressFilter;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.AskedSources;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a row must meet: checked, typed, true or false for every row. {@link #to} writes it as SQL;
 * {@link #mayHold} tells from a segment's address filter whether any of its rows can meet it.
 *
 * <p>{@link #cases} takes "either of two columns" apart, since the scanner compares a column while
 * it reads only what must hold, not what may: {@code client = X OR server = X} is asked as {@code
 * client = X} and as {@code server = X AND NOT client = X}.
 */
public sealed interface Condition {
  void to(Sql sql);

  default boolean mayHold(byte[] addressFilter) {
    return true;
  }

  /** Whether {@link #mayHold} depends on the filter: otherwise none need be read. */
  default boolean isAboutAddress() {
    return false;
  }

  /** The side on which every row that meets this has one and the same address. */
  default Optional<Side> hostSide() {
    return Optional.empty();
  }

  /** The sources that rows that meet this can come from. */
  default AskedSources sources() {
    return AskedSources.ALL;
  }

  /** Every row that meets this meets exactly one of these, and no other row does. */
  default List<Condition> cases() {
    return List.of(this);
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

    @Override
    public boolean isAboutAddress() {
      return parts.stream().anyMatch(Condition::isAboutAddress);
    }

    @Override
    public Optional<Side> hostSide() {
      return parts.stream().flatMap(part -> part.hostSide().stream()).findFirst();
    }

    @Override
    public List<Condition> cases() {
      for (Condition part : parts) {
        List<Condition> cases = part.cases();
        if (cases.size() > 1) {
          return cases.stream().map(one -> replace(part, one)).toList();
        }
      }
      return List.of(this);
    }

    @Override
    public AskedSources sources() {
      return parts.stream().map(Condition::sources).reduce(AskedSources.ALL, AskedSources::and);
    }

    private Condition replace(Condition part, Condition one) {
      return new AllOf(parts.stream().map(each -> each == part ? one : each).toList());
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

    @Override
    public boolean isAboutAddress() {
      return parts.stream().allMatch(Condition::isAboutAddress);
    }

    @Override
    public List<Condition> cases() {
      if (parts.size() != 2 || !parts.stream().allMatch(Address.class::isInstance)) {
        return List.of(this);
      }
      Condition first = parts.getFirst();
      return List.of(first, new AllOf(List.of(parts.getLast(), new Not(first))));
    }

    @Override
    public AskedSources sources() {
      return parts.stream()
          .map(Condition::sources)
          .reduce(AskedSources::or)
          .orElse(AskedSources.ALL);
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
  record Comparison(String column, boolean hasGaps, Operator operator, long value)
      implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add(hasGaps ? "(" + column + " IS NOT NULL AND " : "(");
      sql.add(column + " " + operator.symbol() + " ").bind(value).add(")");
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

    @Override
    public AskedSources sources() {
      return ofSources(column, values);
    }
  }

  /** A column without gaps that equals a number. */
  record Equal(String column, long value) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("(" + column + " = ").bind(value).add(")");
    }

    @Override
    public AskedSources sources() {
      return ofSources(column, List.of(value));
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
      if (isWhole()) {
        sql.add("(" + column + " = ").bind(pattern).add(")");
      } else {
        sql.add("(" + column + " LIKE ").bind(like()).add(" ESCAPE '\\')");
      }
    }

    /** Whether it has no wildcard. */
    boolean isWhole() {
      return pattern.indexOf('*') < 0;
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
   * A text of which some part matches a regular expression, whatever the case of letters. The
   * expression is a constant of the statement, so that the engine compiles it once and not for each
   * row.
   *
   * @param column an SQL expression
   * @param expression without control characters
   */
  record Matches(String column, String expression) implements Condition {
    @Override
    public void to(Sql sql) {
      String constant = "'" + expression.replace("'", "''") + "'";
      sql.add("regexp_matches(" + column + ", " + constant + ", 'i')");
    }
  }

  /** An address within a prefix. */
  record Address(Side side, IpPrefix prefix) implements Condition {
    @Override
    public void to(Sql sql) {
      PrefixSql.add(sql, name(), prefix);
    }

    String name() {
      return side == Side.CLIENT ? "client" : "server";
    }

    private boolean isSingle() {
      return prefix.lengthBits() == 2 * Long.SIZE;
    }

    @Override
    public boolean isAboutAddress() {
      return isSingle();
    }

    @Override
    public Optional<Side> hostSide() {
      return isSingle() ? Optional.of(side) : Optional.empty();
    }

    @Override
    public boolean mayHold(byte[] addressFilter) {
      return !isSingle()
          || AddressFilter.mayContain(addressFilter, side, prefix.high(), prefix.low());
    }
  }

  /**
   * An address within a prefix; false where the row has none.
   *
   * @param column without the ending of its halves
   */
  record Told(String column, IpPrefix prefix) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("(" + column + "_high IS NOT NULL AND ");
      PrefixSql.add(sql, column, prefix);
      sql.add(")");
    }

    /** Packets have no exporter. */
    @Override
    public AskedSources sources() {
      return column.equals("exporter") ? AskedSources.FLOWS : AskedSources.ALL;
    }
  }

  /**
   * A Community ID, computed for every row.
   *
   * @param sha1 of the five-tuple, in hexadecimal digits of lower case
   */
  record Community(String sha1) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("(" + CommunityIdSql.SHA1 + " = ").bind(sha1).add(")");
    }
  }

  /** A connection that has a flag. */
  record Flagged(Flag flag) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add(flag.sql());
    }
  }

  /** The name of a source that there is not: no row meets it, and the source may come later. */
  record NoSource(String name) implements Condition {
    @Override
    public void to(Sql sql) {
      sql.add("false");
    }

    @Override
    public AskedSources sources() {
      return AskedSources.of(Set.of());
    }
  }

  private static AskedSources ofSources(String column, List<Long> values) {
    return column.equals("source_id")
        ? AskedSources.of(values.stream().map(Math::toIntExact).collect(Collectors.toSet()))
        : AskedSources.ALL;
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
