package io.tapline.eventstore.query;

import io.tapline.eventstore.query.Condition.Between;
import java.util.ArrayList;
import java.util.List;

/**
 * A validated question.
 *
 * @param conditions all must match; none: every event
 * @param name among the running queries; empty for none
 */
public record EventQuery(List<Condition> conditions, String name) {
  public EventQuery {
    conditions = List.copyOf(conditions);
  }

  /** This question with more conditions. */
  public EventQuery and(List<Condition> more) {
    List<Condition> all = new ArrayList<>(conditions);
    all.addAll(more);
    return new EventQuery(all, name);
  }

  /** The conditions on detect_time: they hold for the index over addresses, too. */
  List<Between> detectTimes() {
    return conditions.stream()
        .filter(c -> c instanceof Between between && between.column() == EventColumn.DETECT_TIME)
        .map(Between.class::cast)
        .toList();
  }
}
