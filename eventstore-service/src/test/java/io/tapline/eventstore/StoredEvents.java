package io.tapline.eventstore;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.event.EventReader;
import io.tapline.eventstore.event.EventState;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events by their ids, read by plain SQL instead of Hibernate. */
public final class StoredEvents implements EventReader {
  private static final String READ =
      """
      SELECT idea, storage_time, outcome, decision_key, state, id FROM eventstore.event
      WHERE id = ANY ($1)\
      """;

  private final Pool pool;
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);
  private final ThresholdStore thresholds = new ThresholdStore();

  public StoredEvents(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<StoredEvent>> readIds(List<String> ids) {
    return pool.preparedQuery(READ)
        .execute(Tuple.tuple().addValue(ids.toArray(String[]::new)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(this::event)
        .collect()
        .asList();
  }

  private Uni<StoredEvent> event(Row row) {
    String json = new String(row.getBuffer(0).getBytes(), StandardCharsets.UTF_8);
    return pool.withConnection(connection -> thresholds.decisions(connection, row.getString(5)))
        .map(
            decisions ->
                new StoredEvent(
                    parser.parse(json),
                    row.getOffsetDateTime(1).toInstant(),
                    decisions.stream().filter(one -> isOf(one, row)).findFirst().orElseThrow(),
                    EventState.valueOf(row.getString(4))));
  }

  private static boolean isOf(Decision decision, Row row) {
    return decision.outcome().name().equals(row.getString(2))
        && decision.key().equals(row.getString(3));
  }
}
