package io.tapline.eventstore.query;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.query.Condition.Between;
import io.tapline.eventstore.query.Condition.Contains;
import io.tapline.eventstore.query.Condition.HasAny;
import io.tapline.eventstore.query.Condition.IsEmpty;
import io.tapline.eventstore.query.Condition.Outcomes;
import io.tapline.eventstore.query.Condition.Overlaps;
import io.tapline.eventstore.query.Condition.States;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as SQL over {@code eventstore.event e}.
 *
 * <p>Addresses are looked up in {@code event_address}: single ones by a B-tree, ranges by a GiST
 * index, both together with the detection time.
 */
public final class ConditionSql {
  private final EventQuery query;
  private final Sql sql;

  private ConditionSql(EventQuery query, Sql sql) {
    this.query = query;
    this.sql = sql;
  }

  /** Appends {@code where ...}, or {@code where true} without any condition. */
  public static Sql where(EventQuery query, Sql sql) {
    ConditionSql writer = new ConditionSql(query, sql);
    String all =
        query.conditions().stream().map(writer::text).collect(Collectors.joining("\n  and "));
    return sql.append("\nwhere ").append(all.isEmpty() ? "true" : all);
  }

  private String text(Condition condition) {
    return switch (condition) {
      case Between between -> between(between.column().sql(), between);
      case Overlaps overlaps -> overlaps(overlaps);
      case HasAny any -> (any.not() ? "not " : "") + "(" + hasAny(any) + ")";
      case IsEmpty empty -> "(" + isEmpty(empty) + ")";
      case Contains contains ->
          "position(lower(%s) in lower(e.description)) > 0".formatted(sql.place(contains.text()));
      case Outcomes outcomes ->
          "e.outcome = any (%s)".formatted(sql.place(outcomes.outcomes().toArray(String[]::new)));
      case States states ->
          "e.state = any (%s)".formatted(sql.place(states.states().toArray(String[]::new)));
    };
  }

  private String between(String column, Between between) {
    List<String> bounds = new ArrayList<>();
    if (between.from() != null) {
      bounds.add("%s >= %s".formatted(column, sql.place(between.from())));
    }
    if (between.until() != null) {
      bounds.add("%s < %s".formatted(column, sql.place(between.until())));
    }
    return bounds.isEmpty() ? "true" : String.join(" and ", bounds);
  }

  private String hasAny(HasAny any) {
    String values = sql.place(array(any.values()));
    return any.columns().stream()
        .map(
            column ->
                column.kind() == EventColumn.Kind.LIST
                    ? "%s && %s".formatted(column.sql(), values)
                    : "%s = any (%s)".formatted(column.sql(), values))
        .collect(Collectors.joining(" or "));
  }

  private static Object array(List<?> values) {
    return values.getFirst() instanceof Integer
        ? values.toArray(Integer[]::new)
        : values.toArray(String[]::new);
  }

  private static String isEmpty(IsEmpty empty) {
    String operator = empty.not() ? "<>" : "=";
    return empty.columns().stream()
        .map(
            column ->
                column.kind() == EventColumn.Kind.LIST
                    ? "%s %s '{}'".formatted(column.sql(), operator)
                    : "%s %s ''".formatted(column.sqlOrEmpty(), operator))
        .collect(Collectors.joining(" or "));
  }

  private String overlaps(Overlaps overlaps) {
    return overlaps.addresses().stream()
        .map(address -> lookUp(overlaps.side(), address))
        .collect(
            Collectors.joining(
                "\n    union all\n    ", "(e.insert_time, e.id) in (\n    ", "\n  )"));
  }

  private String lookUp(Condition.Side side, AddressRange address) {
    String low = inet(address.low().getHostAddress());
    String high =
        address.low().equals(address.high()) ? low : inet(address.high().getHostAddress());
    String rest = side(side) + detectTimes();
    String single = low.equals(high) ? "a.low = " + low : single(low, high);
    return """
    select a.insert_time, a.event_id from eventstore.event_address a
      where a.low = a.high and %s%s
    union all
    select a.insert_time, a.event_id from eventstore.event_address a
      where a.low <> a.high and eventstore.address_range(a.low, a.high, '[]')
        && eventstore.address_range(%s, %s, '[]')%s%s\
    """
        .formatted(single, rest, low, high, rest, detectSpan());
  }

  private String inet(String address) {
    return "cast(cast(%s as text) as inet)".formatted(sql.place(address));
  }

  private static String single(String low, String high) {
    return "a.low >= %s and a.low <= %s".formatted(low, high);
  }

  private static String side(Condition.Side side) {
    return switch (side) {
      case SOURCE -> " and a.side = 's'";
      case TARGET -> " and a.side = 't'";
      case EITHER -> "";
    };
  }

  private String detectTimes() {
    return query.detectTimes().stream()
        .map(between -> " and " + between("a.detect_time", between))
        .collect(Collectors.joining());
  }

  /** The same for the GiST index. */
  private String detectSpan() {
    return query.detectTimes().stream()
        .map(
            between ->
                " and tstzrange(a.detect_time, a.detect_time, '[]') && tstzrange(%s, %s)"
                    .formatted(bound(between.from()), bound(between.until())))
        .collect(Collectors.joining());
  }

  private String bound(@Nullable Instant time) {
    return time == null ? "null" : sql.place(time);
  }
}
