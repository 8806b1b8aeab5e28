package io.tapline.eventstore.action;

import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;
import static io.tapline.eventstore.Reason.INVALID_TRANSITION;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.change.ChangeLog;
import io.tapline.eventstore.event.EventState;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Records actions and reads them. */
public final class ActionStore {
  private static final String LOCK =
      """
      SELECT e.state FROM eventstore.event e JOIN eventstore.event_id i USING (id, insert_time)
      WHERE i.id = $1 FOR UPDATE\
      """;

  private static final String ADD =
      """
      INSERT INTO eventstore.event_action (event_id, action, actor, comment, state)
      VALUES ($1, $2, $3, $4, $5)
      RETURNING id, event_id, action, actor, comment, state, action_time\
      """;

  private static final String MOVE =
      """
      UPDATE eventstore.event e SET state = $2 FROM eventstore.event_id i
      WHERE i.id = $1 AND e.id = i.id AND e.insert_time = i.insert_time\
      """;

  private static final String LIST =
      """
      SELECT id, event_id, action, actor, comment, state, action_time FROM eventstore.event_action
      WHERE event_id = $1 AND id > $2 ORDER BY id LIMIT $3\
      """;

  private static final String READ =
      """
      SELECT id, event_id, action, actor, comment, state, action_time FROM eventstore.event_action
      WHERE id = ANY ($1)\
      """;

  private static final String EXISTS = "SELECT 1 FROM eventstore.event_id WHERE id = $1";

  private final Pool pool;
  private final ChangeLog changes;

  public ActionStore(Pool pool) {
    this.pool = pool;
    this.changes = new ChangeLog();
  }

  /** Fails with EVENT_NOT_FOUND, INVALID_TRANSITION. */
  public Uni<EventAction> add(String eventId, ActionKind kind, String actor, String text) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(eventId))
                .map(rows -> next(rows, eventId, kind))
                .chain(state -> record(transaction, eventId, kind, actor, text, state)));
  }

  private static EventState next(RowSet<Row> rows, String eventId, ActionKind kind) {
    if (rows.size() == 0) {
      throw notFound(eventId);
    }
    EventState state = EventState.valueOf(rows.iterator().next().getString(0));
    return kind.from(state)
        .orElseThrow(
            () ->
                new Refusal(
                    INVALID_TRANSITION,
                    "the event cannot be %s: it is %s".formatted(word(kind), word(state)),
                    Map.of("id", eventId, "state", state.name())));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Uni<EventAction> record(
      SqlConnection transaction,
      String eventId,
      ActionKind kind,
      String actor,
      String text,
      EventState state) {
    return transaction
        .preparedQuery(ADD)
        .execute(Tuple.of(eventId, kind.name(), actor, text, state.name()))
        .map(rows -> action(rows.iterator().next()))
        .call(() -> transaction.preparedQuery(MOVE).execute(Tuple.of(eventId, state.name())))
        .call(action -> changes.addAction(transaction, eventId, action.id()));
  }

  /**
   * Oldest first; fails with EVENT_NOT_FOUND.
   *
   * @param after the last action of the page before; 0 for the first page
   */
  public Uni<List<EventAction>> list(String eventId, long after, int limit) {
    return pool.preparedQuery(EXISTS)
        .execute(Tuple.of(eventId))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw notFound(eventId);
              }
            })
        .chain(() -> pool.preparedQuery(LIST).execute(Tuple.of(eventId, after, limit)))
        .map(ActionStore::actions);
  }

  /** Those of the actions that are there. */
  public Uni<List<EventAction>> read(List<Long> ids) {
    return pool.preparedQuery(READ)
        .execute(Tuple.tuple().addValue(ids.toArray(Long[]::new)))
        .map(ActionStore::actions);
  }

  private static List<EventAction> actions(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(ActionStore::action).toList();
  }

  private static EventAction action(Row row) {
    return new EventAction(
        row.getLong(0),
        row.getString(1),
        ActionKind.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        EventState.valueOf(row.getString(5)),
        row.getOffsetDateTime(6).toInstant());
  }

  private static Refusal notFound(String id) {
    return new Refusal(EVENT_NOT_FOUND, "no event has this id", Map.of("id", id));
  }
}
