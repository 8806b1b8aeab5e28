package io.tapline.eventstore.threshold;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.threshold.LockedKeys.EventDecision;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides events and relapses under row locks, any number of them with four statements; stateless.
 *
 * <p>Everyone creates the missing rows of its keys in key order, then locks all of them in key
 * order. Whoever waits while creating holds only rows it created itself, whoever waits while
 * locking waits for a greater key, so nobody waits in a circle.
 */
public final class ThresholdStore {
  private static final String CREATE =
      """
      INSERT INTO eventstore.threshold (key)
      SELECT wanted.key FROM unnest($1::text[]) AS wanted (key) ORDER BY wanted.key COLLATE "C"
      ON CONFLICT DO NOTHING\
      """;

  private static final String LOCK =
      "SELECT "
          + ThresholdRows.COLUMNS
          + " FROM eventstore.threshold WHERE key = ANY ($1) ORDER BY key FOR UPDATE";

  private static final String LOCK_DUE =
      "SELECT "
          + ThresholdRows.COLUMNS
          + " FROM eventstore.threshold WHERE relapse_due <= $1 ORDER BY relapse_due, key LIMIT $2"
          + " FOR UPDATE SKIP LOCKED";

  private static final String LOCK_EVENTS =
      "SELECT id FROM eventstore.event_id WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE";

  /** What is new stays new: it was reported. That it relapsed is a change all the same. */
  private static final String RELAPSE_EVENTS =
      """
      WITH relapsed AS (
        SELECT * FROM unnest($1::text[], $2::text[]) AS n (id, key)
      ), moved AS (
        UPDATE eventstore.event e SET outcome = 'RELAPSED', decision_key = n.key
        FROM relapsed n JOIN eventstore.event_id i USING (id)
        WHERE e.insert_time = i.insert_time AND e.id = i.id AND e.outcome = 'THRESHOLDED'
      )
      INSERT INTO eventstore.event_change (event_id, kind, outcome, key)
      SELECT id, 'RELAPSED', 'RELAPSED', key FROM relapsed ORDER BY id\
      """;

  /**
   * What one look found.
   *
   * @param looked keys that were due
   * @param relapsed those whose event was there to relapse
   */
  public record Due(int looked, int relapsed) {}

  /** Locks the keys of the events, known or not, until the end of the connection's transaction. */
  public Uni<LockedKeys> lock(SqlConnection transaction, Collection<Undecided> events) {
    Set<String> keys = new TreeSet<>();
    events.forEach(event -> keys.addAll(event.keys()));
    return lock(transaction, keys);
  }

  private static Uni<LockedKeys> lock(SqlConnection transaction, Set<String> keys) {
    Tuple wanted = Tuple.tuple().addValue(keys.toArray(String[]::new));
    return transaction
        .preparedQuery(CREATE)
        .execute(wanted)
        .chain(() -> transaction.preparedQuery(LOCK).execute(wanted))
        .chain(
            locked -> // one that retention deleted in between is created
            locked.size() == keys.size()
                    ? Uni.createFrom().item(new LockedKeys(states(locked)))
                    : lock(transaction, keys));
  }

  private static Map<String, @Nullable KeyState> states(RowSet<Row> rows) {
    Map<String, @Nullable KeyState> states = new HashMap<>();
    rows.forEach(row -> states.put(row.getString(0), ThresholdRows.state(row)));
    return states;
  }

  /** Writes what was decided; the events must be there. */
  public Uni<Void> write(SqlConnection transaction, LockedKeys locked) {
    return locked.decisions().isEmpty()
        ? Uni.createFrom().voidItem()
        : write(transaction, locked.changed(), locked.decisions());
  }

  private static Uni<Void> write(
      SqlConnection transaction, Map<String, KeyState> changed, List<EventDecision> decisions) {
    return transaction
        .preparedQuery(ThresholdRows.UPDATE)
        .execute(ThresholdRows.states(changed))
        .chain(
            () ->
                transaction
                    .preparedQuery(ThresholdRows.INSERT_DECISIONS)
                    .execute(ThresholdRows.decisions(decisions)))
        .replaceWithVoid();
  }

  /** Every decision about an event, most urgent first. */
  public Uni<List<Decision>> decisions(SqlConnection connection, String eventId) {
    return connection
        .preparedQuery(ThresholdRows.DECISIONS)
        .execute(Tuple.of(eventId))
        .map(
            rows -> {
              List<Decision> decisions = new ArrayList<>();
              rows.forEach(row -> decisions.add(ThresholdRows.decision(row)));
              decisions.sort(Decision.BY_URGENCY);
              return decisions;
            });
  }

  /**
   * Decides relapses that are due, of keys that nobody else has locked.
   *
   * @param limit keys, at most
   */
  public Uni<Due> decideDue(SqlConnection transaction, Instant now, int limit) {
    return transaction
        .preparedQuery(LOCK_DUE)
        .execute(Tuple.of(ThresholdRows.utc(now), limit))
        .map(rows -> new DueRelapses(states(rows)))
        .chain(
            due ->
                due.size() == 0
                    ? Uni.createFrom().item(new Due(0, 0))
                    : decide(transaction, due, now));
  }

  private static Uni<Due> decide(SqlConnection transaction, DueRelapses due, Instant now) {
    return transaction
        .preparedQuery(LOCK_EVENTS)
        .execute(Tuple.tuple().addValue(due.eventIds()))
        .invoke(living -> due.decide(ids(living), now))
        .chain(() -> write(transaction, due.changed(), due.decisions()))
        .chain(() -> relapse(transaction, due.keysByEvent()))
        .replaceWith(() -> new Due(due.size(), due.decisions().size()));
  }

  private static Uni<Void> relapse(SqlConnection transaction, Map<String, String> keysByEvent) {
    Tuple rows =
        Tuple.tuple()
            .addValue(keysByEvent.keySet().toArray(String[]::new))
            .addValue(keysByEvent.values().toArray(String[]::new));
    return transaction.preparedQuery(RELAPSE_EVENTS).execute(rows).replaceWithVoid();
  }

  private static Set<String> ids(RowSet<Row> rows) {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.getString(0)));
    return ids;
  }
}
