package io.tapline.report.reports;

import io.tapline.report.Reason;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How TCP connections ended, by any columns. One question where the log has at most 10,000 pairs of
 * group and state. Of more the log is asked for the largest groups first and then for their states.
 */
public final class Quality {
  static final int MAX_PAIRS = 10_000;

  static final Limit ROWS = new Limit(Reason.INVALID_LIMIT, "limit", 10, 100);

  private static final String STATE = "conn_state";

  /** What connections of other protocols do not meet. */
  private static final String IS_TCP = STATE + " != \"\"";

  private static final List<String> STANDARD_COLUMNS = List.of("service");

  private final ConnectionLog log;

  public Quality(ConnectionLog log) {
    this.log = log;
  }

  /**
   * @param columns at most 7 of the log's; none = by service
   * @param limit rows wanted; 0 = 10, at most 100
   */
  public Answer ask(Scope scope, List<String> columns, int limit) {
    int rows = ROWS.of(limit);
    GroupColumns groups = columns(columns);
    Scope tcp = scope.filtered(GroupColumns.and(scope.filter(), IS_TCP));
    Aggregate pairs = log.aggregate(question(tcp, withState(groups), MAX_PAIRS));
    return pairs.groups() <= MAX_PAIRS
        ? of(pairs, groups, tcp, rows)
        : ofLargest(groups, tcp, rows);
  }

  private static GroupColumns columns(List<String> columns) {
    if (columns.contains(STATE)) {
      throw Refusal.ofField(
          Reason.INVALID_PARAMETER, "columns", "`columns` must not name conn_state.");
    }
    GroupColumns groups = new GroupColumns(columns.isEmpty() ? STANDARD_COLUMNS : columns);
    new GroupColumns(withState(groups));
    return groups;
  }

  private static List<String> withState(GroupColumns groups) {
    return Stream.concat(groups.names().stream(), Stream.of(STATE)).toList();
  }

  private static AggregateQuestion question(Scope scope, List<String> columns, int limit) {
    return new AggregateQuestion(scope, columns, List.of(Measure.CONNECTIONS), 0, limit, null);
  }

  private static Answer of(Aggregate pairs, GroupColumns columns, Scope scope, int limit) {
    Map<List<String>, States> groups = states(List.of(pairs));
    List<List<String>> largest =
        groups.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<List<String>, States> group) -> -group.getValue().connections())
                    .thenComparing(group -> String.join("\0", group.getKey())))
            .map(Map.Entry::getKey)
            .limit(limit)
            .toList();
    States all = groups.values().stream().reduce(States.NONE, States::plus);
    List<Row> rows = rows(largest, groups, columns, scope);
    return answer(columns, rows, all, groups.size(), pairs.completeness());
  }

  private Answer ofLargest(GroupColumns columns, Scope scope, int limit) {
    Aggregate top = log.aggregate(question(scope, columns.names(), limit));
    List<List<String>> largest =
        top.rows().stream().map(Aggregate.Row::keys).filter(columns::isNameable).toList();
    List<Aggregate> pairs = new ArrayList<>();
    for (String filter : KeyFilter.anyOf(scope.filter(), columns.fields(), largest)) {
      pairs.add(log.aggregate(question(scope.filtered(filter), withState(columns), MAX_PAIRS)));
    }
    Aggregate all = log.aggregate(question(scope, List.of(STATE), MAX_PAIRS));
    return answer(
        columns,
        rows(largest, states(pairs), columns, scope),
        states(List.of(all)).getOrDefault(List.of(), States.NONE),
        top.groups(),
        all.completeness());
  }

  /** By the keys before the last one, which is the state. */
  private static Map<List<String>, States> states(List<Aggregate> answers) {
    Map<List<String>, Map<String, Long>> groups = new HashMap<>();
    for (Aggregate answer : answers) {
      for (Aggregate.Row row : answer.rows()) {
        List<String> keys = row.keys();
        groups
            .computeIfAbsent(keys.subList(0, keys.size() - 1), key -> new HashMap<>())
            .put(
                keys.getLast(), row.value(0)); // not added: filters ignore case, so it may be twice
      }
    }
    return groups.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, group -> new States(group.getValue())));
  }

  private static List<Row> rows(
      List<List<String>> keys,
      Map<List<String>, States> groups,
      GroupColumns columns,
      Scope scope) {
    return keys.stream()
        .map(
            key ->
                new Row(
                    key,
                    groups.getOrDefault(key, States.NONE),
                    columns.filter(scope.filter(), key)))
        .toList();
  }

  private static Answer answer(
      GroupColumns columns, List<Row> rows, States all, long groups, Completeness completeness) {
    States shown = rows.stream().map(Row::states).reduce(States.NONE, States::plus);
    States other = all.without(shown);
    return new Answer(columns.names(), rows, other, shown.plus(other), groups, completeness);
  }

  /**
   * Connections by Zeek's conn_state.
   *
   * @param byState those of which there are any
   */
  public record States(Map<String, Long> byState) {
    static final States NONE = new States(Map.of());

    /** The order of flowlog.v1.ConnState. */
    private static final List<String> ORDER =
        List.of(
            "S0", "S1", "SF", "REJ", "S2", "S3", "RSTO", "RSTR", "RSTOS0", "RSTRH", "SH", "SHR",
            "OTH");

    public States {
      byState = Map.copyOf(byState);
    }

    public long connections() {
      return byState.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The server said nothing. */
    public long unanswered() {
      return of("S0", "SH", "RSTOS0");
    }

    /** The server refused the attempt. */
    public long rejected() {
      return of("REJ");
    }

    /** Either side reset an established connection. */
    public long reset() {
      return of("RSTO", "RSTR", "RSTRH");
    }

    /** All the rest: established and not reset, or the middle of a connection. */
    public long otherwise() {
      return connections() - unanswered() - rejected() - reset();
    }

    private long of(String... states) {
      return Stream.of(states).mapToLong(state -> byState.getOrDefault(state, 0L)).sum();
    }

    /** The states of which there are any, as the contract orders them; unknown ones last. */
    public List<String> names() {
      return byState.keySet().stream()
          .sorted(
              Comparator.comparingInt(
                      (String state) -> ORDER.contains(state) ? ORDER.indexOf(state) : ORDER.size())
                  .thenComparing(state -> state))
          .toList();
    }

    States plus(States other) {
      Map<String, Long> sum = new HashMap<>(byState);
      other.byState.forEach((state, count) -> sum.merge(state, count, Long::sum));
      return new States(sum);
    }

    /** What is left, and nothing where the other has more. */
    States without(States other) {
      Map<String, Long> rest = new HashMap<>(byState);
      other.byState.forEach((state, count) -> rest.merge(state, -count, Long::sum));
      rest.values().removeIf(count -> count <= 0);
      return new States(rest);
    }
  }

  /**
   * One group.
   *
   * @param filter of its TCP connections; empty where the language cannot name them
   */
  public record Row(List<String> keys, States states, String filter) {}

  /**
   * @param columns that groups are by
   * @param other all groups that are not among the rows
   * @param total the rows and the others
   * @param groups how many there are in all
   */
  public record Answer(
      List<String> columns,
      List<Row> rows,
      States other,
      States total,
      long groups,
      Completeness completeness) {}
}
