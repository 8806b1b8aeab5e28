package io.tapline.eventstore.analysis;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.analysis.Timeline.Grid;
import io.tapline.eventstore.query.Condition.Between;
import io.tapline.eventstore.query.ConditionSql;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.query.Sql;
import io.tapline.eventstore.row.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts events in the database; what it reads is bounded by values and buckets, not by events. */
public final class EventCounts {
  private final QueryRunner runner;

  public EventCounts(QueryRunner runner) {
    this.runner = runner;
  }

  public Uni<Long> count(EventQuery query) {
    return runner.run(query.name(), countSql(query)).map(Columns::number);
  }

  /**
   * @param column null: only the number of events
   */
  public Uni<Toplist> toplist(EventQuery query, @Nullable EventColumn column, int limit) {
    return runner.snapshot(query.name(), connection -> toplist(connection, query, column, limit));
  }

  private static Uni<Toplist> toplist(
      SqlConnection connection, EventQuery query, @Nullable EventColumn column, int limit) {
    return QueryRunner.execute(connection, countSql(query))
        .map(Columns::number)
        .chain(
            events ->
                values(connection, query, column, limit)
                    .map(values -> new Toplist(values, events)));
  }

  private static Uni<List<ValueCount>> values(
      SqlConnection connection, EventQuery query, @Nullable EventColumn column, int limit) {
    return column == null
        ? Uni.createFrom().item(List.of())
        : QueryRunner.execute(connection, valuesSql(query, column, limit))
            .map(EventCounts::valueCounts);
  }

  /**
   * @param column null: only events
   * @param limit values with a series of their own
   */
  public Uni<Timeline> timeline(
      EventQuery query, Grid grid, @Nullable EventColumn column, int limit) {
    EventQuery inside =
        query.and(List.of(new Between(EventColumn.DETECT_TIME, grid.start(), grid.end())));
    return runner.snapshot(
        query.name(),
        connection ->
            values(connection, inside, column, limit)
                .chain(
                    top -> {
                      TimelineBuilder builder = new TimelineBuilder(grid, top);
                      return QueryRunner.execute(connection, bucketsSql(inside, grid))
                          .invoke(rows -> rows.forEach(builder::events))
                          .chain(() -> series(connection, inside, grid, column, builder))
                          .map(done -> builder.build());
                    }));
  }

  private static Uni<Void> series(
      SqlConnection connection,
      EventQuery query,
      Grid grid,
      @Nullable EventColumn column,
      TimelineBuilder builder) {
    return column == null
        ? Uni.createFrom().voidItem()
        : QueryRunner.execute(connection, seriesSql(query, grid, column, builder.names()))
            .invoke(rows -> rows.forEach(builder::value))
            .replaceWithVoid();
  }

  private static Sql countSql(EventQuery query) {
    return ConditionSql.where(query, new Sql().append("select count(*) from eventstore.event e"));
  }

  private static Sql valuesSql(EventQuery query, EventColumn column, int limit) {
    Sql sql = new Sql().append("select v.value, count(*) from (");
    return values(sql, query, column, "")
        .append(") v group by v.value order by count(*) desc, v.value collate \"C\" limit ")
        .bind(limit);
  }

  private static Sql values(Sql sql, EventQuery query, EventColumn column, String more) {
    sql.append("select %s as value%s from eventstore.event e".formatted(column.sqlValues(), more));
    return ConditionSql.where(query, sql);
  }

  private static Sql bucketsSql(EventQuery query, Grid grid) {
    Sql sql = new Sql();
    sql.append(
        "select %s as bucket, count(*) from eventstore.event e".formatted(bucket(sql, grid)));
    return ConditionSql.where(query, sql).append("\ngroup by bucket");
  }

  /** A value outside of the toplist is null. */
  private static Sql seriesSql(EventQuery query, Grid grid, EventColumn column, List<String> top) {
    Sql sql = new Sql();
    sql.append("select v.bucket, case when v.value = any (")
        .bind(top.toArray(String[]::new))
        .append(") then v.value end as series, count(*) from (");
    values(sql, query, column, ", %s as bucket".formatted(bucket(sql, grid)));
    return sql.append(") v group by v.bucket, series");
  }

  /** Exact: the seconds of an interval are a decimal number of microseconds. */
  private static String bucket(Sql sql, Grid grid) {
    return "cast(floor(extract(epoch from e.detect_time - %s) * 1000000 / %s) as int)"
        .formatted(
            sql.place(grid.start()), "cast(%s as bigint)".formatted(sql.place(grid.stepMicros())));
  }

  private static List<ValueCount> valueCounts(RowSet<Row> rows) {
    return Columns.list(rows, row -> new ValueCount(row.getString(0), row.getLong(1)));
  }
}
