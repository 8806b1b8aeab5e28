package io.tapline.eventstore.action;

import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;
import static io.tapline.eventstore.Reason.INVALID_TRANSITION;
import static io.tapline.eventstore.Reason.REQUEST_ID_CONFLICT;

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
      INSERT INTO eventstore.event_action (event_id, action, actor, comment, state, request_id)
      VALUES ($1, $2, $3, $4, $5, nullif($6, ''))
      RETURNING id, event_id, action, actor, comment, state, action_time\
      """;

  private static final String REQUESTED =
      """
      SELECT id, event_id, action, actor, comment, state, action_time FROM eventstore.event_action
      WHERE event_id = $1 AND request_id = nullif($2, '')\
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

  /**
   * What became of an action.
   *
   * @param repeated it was recorded before, by a request of the same id: nothing changed
   */
  public record Recorded(EventAction action, boolean repeated) {}

  /**
   * Fails with EVENT_NOT_FOUND, INVALID_TRANSITION, REQUEST_ID_CONFLICT. The lock of the event
   * makes an action that is sent twice at once wait for itself.
   */
  public Uni<Recorded> add(NewAction action) {
    return pool.withTransaction(
        transaction ->
            transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(action.eventId()))
                .map(rows -> state(rows, action.eventId()))
                .chain(state -> addOnce(transaction, action, state)));
  }

  private static EventState state(RowSet<Row> rows, String eventId) {
    if (rows.size() == 0) {
      throw notFound(eventId);
    }
    return EventState.valueOf(rows.iterator().next().getString(0));
  }

  private Uni<Recorded> addOnce(SqlConnection transaction, NewAction action, EventState state) {
    return transaction
        .preparedQuery(REQUESTED)
        .execute(Tuple.of(action.eventId(), action.requestId()))
        .chain(
            rows ->
                rows.size() == 0
                    ? record(transaction, action, next(state, action))
                    : Uni.createFrom().item(repeated(action, action(rows.iterator().next()))));
  }

  private static Recorded repeated(NewAction action, EventAction recorded) {
    if (!action.isSameAs(recorded)) {
      throw new Refusal(
          REQUEST_ID_CONFLICT,
          "another action on the event has this request_id",
          Map.of("id", action.eventId(), "request_id", action.requestId()));
    }
    return new Recorded(recorded, true);
  }

  private static EventState next(EventState state, NewAction action) {
    ActionKind kind = action.kind();
    return kind.from(state)
        .orElseThrow(
            () ->
                new Refusal(
                    INVALID_TRANSITION,
                    "the event cannot be %s: it is %s".formatted(word(kind), word(state)),
                    Map.of("id", action.eventId(), "state", state.name())));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Uni<Recorded> record(SqlConnection transaction, NewAction action, EventState state) {
    String id = action.eventId();
    return transaction
        .preparedQuery(ADD)
        .execute(row(action, state))
        .map(rows -> new Recorded(action(rows.iterator().next()), false))
        .call(() -> transaction.preparedQuery(MOVE).execute(Tuple.of(id, state.name())))
        .call(recorded -> changes.addAction(transaction, id, recorded.action().id()));
  }

  private static Tuple row(NewAction action, EventState state) {
    return Tuple.of(
        action.eventId(),
        action.kind().name(),
        action.actor(),
        action.text(),
        state.name(),
        action.requestId());
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
