package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.query.ConditionSql;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRunner;
import io.tapline.eventstore.query.Sql;
import io.vertx.mutiny.sqlclient.SqlResult;

/** Deletes events by a question, in one statement: all that match, or none. */
public final class EventDeletion {
  private final QueryRunner runner;

  public EventDeletion(QueryRunner runner) {
    this.runner = runner;
  }

  /**
   * The number of events deleted.
   *
   * @throws IllegalArgumentException when the question has no condition
   */
  public Uni<Long> delete(EventQuery query) {
    if (query.conditions().isEmpty()) {
      throw new IllegalArgumentException("A deletion needs a condition.");
    }
    Sql sql = ConditionSql.where(query, new Sql().append("delete from eventstore.event e"));
    return runner.run(query.name(), sql).map(SqlResult::rowCount).map(Integer::longValue);
  }
}
