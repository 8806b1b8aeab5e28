package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.FilterRemark.Reason;
import io.tapline.flowlog.search.filter.FilterRemarks.Times;
import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.protocol.IpProtocols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What terms that must all hold leave possible, column by column. */
final class Terms {
  private static final String PROTOCOL = Field.PROTOCOL.columns().getFirst();
  private static final String CONN_STATE = Field.CONN_STATE.columns().getFirst();

  /** Code of the state of connections that have none. */
  private static final long WITHOUT_STATE = Field.CONN_STATE.codes().indexOf("");

  /** Both ends inclusive. */
  private record Range(long least, long greatest) {
    static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    Range and(Range other) {
      return new Range(Math.max(least, other.least), Math.min(greatest, other.greatest));
    }

    boolean isEmpty() {
      return least > greatest;
    }
  }

  private final Map<String, Range> ranges = new HashMap<>();
  private final Map<String, Set<Long>> codes = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, List<IpPrefix>> prefixes = new HashMap<>();
  private Optional<FilterRemark> first = Optional.empty();

  private Terms() {}

  static Terms of(List<Condition> parts) {
    Terms terms = new Terms();
    Set<Condition> denied = new HashSet<>();
    for (Condition part : parts) {
      terms.add(part);
      if (part instanceof Condition.Not not) {
        denied.add(not.inner());
      }
    }
    parts.stream()
        .filter(denied::contains)
        .findFirst()
        .ifPresent(
            _ ->
                terms.remark(Reason.CONTRADICTION, "A term and its opposite never hold together."));
    return terms;
  }

  private void add(Condition part) {
    switch (part) {
      case Condition.Comparison it -> narrow(it.column(), range(it.operator(), it.value()));
      case Condition.Equal it -> narrow(it.column(), new Range(it.value(), it.value()));
      case Condition.OneOf it -> addCodes(it.column(), it.values());
      case Condition.Text it -> addText(it);
      case Condition.Address it -> addPrefix(it.name(), it.prefix());
      case Condition.Told it -> addPrefix(it.column(), it.prefix());
      case Condition.NoSource it ->
          remark(Reason.UNKNOWN_SOURCE, "There is no source \"%s\".".formatted(it.name()));
      case Condition.AllOf _,
          Condition.AnyOf _,
          Condition.Not _,
          Condition.Community _,
          Condition.Matches _,
          Condition.Flagged _ -> {}
    }
  }

  private static Range range(Operator operator, long value) {
    return switch (operator) {
      case EQUAL -> new Range(value, value);
      case NOT_EQUAL -> Range.ALL;
      case LESS -> value == Long.MIN_VALUE ? new Range(1, 0) : new Range(Long.MIN_VALUE, value - 1);
      case LESS_OR_EQUAL -> new Range(Long.MIN_VALUE, value);
      case GREATER ->
          value == Long.MAX_VALUE ? new Range(1, 0) : new Range(value + 1, Long.MAX_VALUE);
      case GREATER_OR_EQUAL -> new Range(value, Long.MAX_VALUE);
      case MATCHES, NOT_MATCHES ->
          throw new IllegalArgumentException("a number does not match an expression");
    };
  }

  private void narrow(String column, Range range) {
    if (ranges.merge(column, range, Range::and).isEmpty()) {
      contradiction(column);
    }
  }

  private void addCodes(String column, List<Long> values) {
    Set<Long> left = codes.computeIfAbsent(column, any -> new HashSet<>(values));
    left.retainAll(values);
    if (left.isEmpty()) {
      contradiction(column);
    }
  }

  private void addText(Condition.Text text) {
    if (text.isWhole()) {
      String before = texts.putIfAbsent(text.column(), text.pattern());
      if (before != null && !before.equals(text.pattern())) {
        contradiction(text.column());
      }
    }
  }

  private void addPrefix(String column, IpPrefix prefix) {
    List<IpPrefix> before = prefixes.computeIfAbsent(column, any -> new ArrayList<>());
    if (before.stream().anyMatch(other -> !overlap(prefix, other))) {
      contradiction(column);
    }
    before.add(prefix);
  }

  private static boolean overlap(IpPrefix one, IpPrefix other) {
    return one.contains(other.high(), other.low()) || other.contains(one.high(), one.low());
  }

  private void contradiction(String column) {
    remark(
        Reason.CONTRADICTION,
        "No connection meets all terms about %s.".formatted(FieldNames.of(column)));
  }

  private void remark(Reason reason, String description) {
    first = first.or(() -> Optional.of(new FilterRemark(reason, description)));
  }

  /** Why they cannot hold in the interval. */
  Optional<FilterRemark> remark(Times times) {
    return first.or(this::stateWithoutTcp).or(() -> outside(times));
  }

  private Optional<FilterRemark> stateWithoutTcp() {
    Range protocol = ranges.getOrDefault(PROTOCOL, Range.ALL);
    Set<Long> states = codes.get(CONN_STATE);
    boolean never =
        (protocol.least > IpProtocols.TCP || protocol.greatest < IpProtocols.TCP)
            && states != null
            && !states.contains(WITHOUT_STATE);
    return never
        ? Optional.of(
            new FilterRemark(Reason.CONTRADICTION, "Only connections of TCP have a conn_state."))
        : Optional.empty();
  }

  private Optional<FilterRemark> outside(Times times) {
    Range start = ranges.getOrDefault(Field.START.columns().getFirst(), Range.ALL);
    Range end = ranges.getOrDefault(Field.END.columns().getFirst(), Range.ALL);
    boolean after = times.endNanos() != Long.MAX_VALUE && start.least >= times.endNanos();
    boolean before =
        end.greatest < times.startNanos()
            || (times.started() && start.greatest < times.startNanos());
    return after || before
        ? Optional.of(
            new FilterRemark(
                Reason.OUTSIDE_INTERVAL,
                "The times of the filter lie %s the interval of the question."
                    .formatted(after ? "after" : "before")))
        : Optional.empty();
  }
}
