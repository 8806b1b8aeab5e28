package io.tapline.report.fake;

import io.tapline.flowlog.v1.Connection;
import io.tapline.report.IntervalMessages;
import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Completeness;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A log in a list that answers as flowlog's contract says. */
public final class FakeLog implements ConnectionLog {
  public final List<Connection> rows = new ArrayList<>();
  public final List<AggregateQuestion> questions = new ArrayList<>();
  public Completeness completeness = Completeness.COMPLETE;

  /** What happens while a question is answered. */
  public Runnable beforeAnswer = () -> {};

  public FakeLog add(Row row) {
    rows.add(row.build(rows.size()));
    return this;
  }

  @Override
  public synchronized Aggregate aggregate(AggregateQuestion question) {
    questions.add(question);
    beforeAnswer.run();
    List<Connection> matching = matching(question.scope());
    Map<List<String>, List<Connection>> groups =
        matching.stream()
            .collect(Collectors.groupingBy(row -> keys(row, question), Collectors.toList()));
    List<Aggregate.Row> rows = new ArrayList<>();
    groups.entrySet().stream()
        .sorted(order(question))
        .filter(ofEach(question.ofEach()))
        .limit(question.limit())
        .forEach(group -> rows.addAll(rows(group.getKey(), group.getValue(), question)));
    return new Aggregate(
        rows, row(null, List.of(), matching, question), groups.size(), completeness);
  }

  /** Of groups in order. */
  private static Predicate<Map.Entry<List<String>, List<Connection>>> ofEach(
      AggregateQuestion.@Nullable OfEach ofEach) {
    Map<List<String>, Integer> seen = new HashMap<>();
    return ofEach == null
        ? group -> true
        : group ->
            seen.merge(group.getKey().subList(0, ofEach.columns()), 1, Integer::sum)
                <= ofEach.limit();
  }

  public List<Connection> matching(Scope scope) {
    var filter = FakeFilter.parse(scope.filter());
    return rows.stream().filter(row -> inside(row, scope)).filter(filter).toList();
  }

  private static boolean inside(Connection row, Scope scope) {
    Instant start = IntervalMessages.instant(row.getStartTime());
    return (scope.start() == null || !start.isBefore(scope.start()))
        && (scope.end() == null || start.isBefore(scope.end()));
  }

  private static List<String> keys(Connection row, AggregateQuestion question) {
    return question.groupBy().stream().map(column -> FakeColumns.value(row, column)).toList();
  }

  private static Comparator<Map.Entry<List<String>, List<Connection>>> order(
      AggregateQuestion question) {
    Measure measure = question.measures().get(question.orderBy());
    ToLongFunction<Map.Entry<List<String>, List<Connection>>> value =
        group -> -measure(group.getValue(), measure);
    return Comparator.comparingLong(value).thenComparing(group -> group.getKey().toString());
  }

  private static List<Aggregate.Row> rows(
      List<String> keys, List<Connection> group, AggregateQuestion question) {
    Duration bucket = question.bucket();
    if (bucket == null) {
      return List.of(row(null, keys, group, question));
    }
    Map<Instant, List<Connection>> buckets =
        group.stream()
            .collect(
                Collectors.groupingBy(
                    row -> bucketOf(row, bucket), TreeMap::new, Collectors.toList()));
    return buckets.entrySet().stream()
        .map(entry -> row(entry.getKey(), keys, entry.getValue(), question))
        .toList();
  }

  private static Instant bucketOf(Connection row, Duration bucket) {
    Duration sinceEpoch =
        Duration.between(Instant.EPOCH, IntervalMessages.instant(row.getStartTime()));
    return Instant.EPOCH.plus(bucket.multipliedBy(sinceEpoch.dividedBy(bucket)));
  }

  private static Aggregate.Row row(
      @Nullable Instant bucket,
      List<String> keys,
      List<Connection> group,
      AggregateQuestion question) {
    return new Aggregate.Row(
        bucket, keys, question.measures().stream().map(m -> measure(group, m)).toList());
  }

  private static long measure(List<Connection> group, Measure measure) {
    return switch (measure.kind()) {
      case CONNECTIONS -> group.size();
      case PACKETS -> sum(group, row -> row.getClientPackets() + row.getServerPackets());
      case BYTES -> sum(group, row -> row.getClientBytes() + row.getServerBytes());
      case CLIENT_BYTES -> sum(group, Connection::getClientBytes);
      case SERVER_PACKETS -> sum(group, Connection::getServerPackets);
      case SERVER_BYTES -> sum(group, Connection::getServerBytes);
      case DISTINCT ->
          group.stream().map(row -> FakeColumns.value(row, measure.column())).distinct().count();
      case FIRST_START_NANOS -> group.stream().mapToLong(FakeLog::start).min().orElse(0);
      case DURATION_NANOS -> sum(group, row -> end(row) - start(row));
      case LAST_END_NANOS -> group.stream().mapToLong(FakeLog::end).max().orElse(0);
    };
  }

  private static long sum(List<Connection> group, ToLongFunction<Connection> value) {
    return group.stream().mapToLong(value).sum();
  }

  private static long start(Connection row) {
    return row.getStartTime().getSeconds() * 1_000_000_000 + row.getStartTime().getNanos();
  }

  private static long end(Connection row) {
    return row.getEndTime().getSeconds() * 1_000_000_000 + row.getEndTime().getNanos();
  }
}
