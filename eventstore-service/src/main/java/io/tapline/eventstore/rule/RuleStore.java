package io.tapline.eventstore.rule;

import static io.tapline.eventstore.Reason.RULE_LIMIT;
import static io.tapline.eventstore.Reason.RULE_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.row.Columns;
import io.tapline.eventstore.rule.ThresholdRule.Condition;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules in the database. */
public final class RuleStore {
  /** Rules, at most. */
  public static final int MAX_RULES = 1_000;

  /** Held while rules are counted and written, so that the limit holds with many replicas. */
  private static final String LOCK =
      "LOCK TABLE eventstore.threshold_rule IN SHARE ROW EXCLUSIVE MODE";

  private static final String LIST =
      """
      SELECT name, rank, event_classes, categories, detectors, severities, groups,
        threshold_micros, relapse_micros, period_micros
      FROM eventstore.threshold_rule ORDER BY rank, name""";

  private static final String SET =
      """
      INSERT INTO eventstore.threshold_rule (name, rank, event_classes, categories, detectors,
        severities, groups, threshold_micros, relapse_micros, period_micros)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (name) DO UPDATE SET rank = excluded.rank,
        event_classes = excluded.event_classes, categories = excluded.categories,
        detectors = excluded.detectors, severities = excluded.severities,
        groups = excluded.groups, threshold_micros = excluded.threshold_micros,
        relapse_micros = excluded.relapse_micros, period_micros = excluded.period_micros""";

  private static final String COUNT_OTHERS =
      "SELECT count(*) FROM eventstore.threshold_rule WHERE name <> $1";

  private static final String DELETE = "DELETE FROM eventstore.threshold_rule WHERE name = $1";

  private final Pool pool;

  public RuleStore(Pool pool) {
    this.pool = pool;
  }

  /** All of them, in the order in which they are tried. */
  public Uni<List<ThresholdRule>> list() {
    return pool.query(LIST).execute().map(rows -> Columns.list(rows, RuleStore::rule));
  }

  /** Creates or replaces; fails with RULE_LIMIT. */
  public Uni<Void> set(ThresholdRule rule) {
    return pool.withTransaction(
        transaction ->
            transaction
                .query(LOCK)
                .execute()
                .chain(() -> requireRoom(transaction, rule.name()))
                .chain(() -> transaction.preparedQuery(SET).execute(row(rule)))
                .replaceWithVoid());
  }

  private static Uni<Void> requireRoom(SqlConnection transaction, String name) {
    return transaction
        .preparedQuery(COUNT_OTHERS)
        .execute(Tuple.of(name))
        .invoke(
            rows -> {
              if (Columns.number(rows) >= MAX_RULES) {
                throw new Refusal(
                    RULE_LIMIT,
                    "there are %d threshold rules; delete one first".formatted(MAX_RULES),
                    Map.of("limit", Integer.toString(MAX_RULES)));
              }
            })
        .replaceWithVoid();
  }

  /** Fails with RULE_NOT_FOUND. */
  public Uni<Void> delete(String name) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(name))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new Refusal(RULE_NOT_FOUND, "no rule has this name", Map.of("name", name));
              }
            })
        .replaceWithVoid();
  }

  private static ThresholdRule rule(Row row) {
    Condition condition =
        new Condition(
            texts(row, 2),
            texts(row, 3),
            texts(row, 4),
            texts(row, 5).stream().map(Severity::valueOf).collect(Collectors.toSet()),
            texts(row, 6));
    ThresholdTiming timing =
        new ThresholdTiming(duration(row, 9), duration(row, 7), duration(row, 8));
    return new ThresholdRule(row.getString(0), row.getInteger(1), condition, timing);
  }

  private static Tuple row(ThresholdRule rule) {
    Condition condition = rule.condition();
    return Tuple.tuple()
        .addValue(rule.name())
        .addValue(rule.rank())
        .addValue(texts(condition.eventClasses()))
        .addValue(texts(condition.categories()))
        .addValue(texts(condition.detectors()))
        .addValue(condition.severities().stream().map(Enum::name).sorted().toArray(String[]::new))
        .addValue(texts(condition.groups()))
        .addValue(micros(rule.timing().threshold()))
        .addValue(micros(rule.timing().relapse()))
        .addValue(micros(rule.timing().period()));
  }

  private static Set<String> texts(Row row, int column) {
    return Arrays.stream(row.getArrayOfStrings(column)).collect(Collectors.toUnmodifiableSet());
  }

  private static String[] texts(Collection<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }

  private static Duration duration(Row row, int column) {
    return Duration.of(row.getLong(column), ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return duration.dividedBy(ChronoUnit.MICROS.getDuration());
  }
}
