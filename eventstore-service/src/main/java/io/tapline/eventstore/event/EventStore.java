package io.tapline.eventstore.event;

import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.threshold.DecisionEntity;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Stores events once and reads them; every method subscribes to the database lazily. */
public final class EventStore {
  private static final String READ =
      """
      select e, d from Event e join Decision d on d.id.eventId = e.id and d.id.key = e.decisionKey
        and d.id.outcome = e.outcome
      where e.id in :ids
      order by e.detectTime desc, e.id desc""";

  private final Mutiny.SessionFactory sessions;
  private final EventInserter inserter;

  public EventStore(Mutiny.SessionFactory sessions, EventInserter inserter) {
    this.sessions = sessions;
    this.inserter = inserter;
  }

  /**
   * The answer to an insert.
   *
   * @param alreadyStored the id was there before: nothing was stored, decided or counted
   */
  public record Inserted(StoredEvent event, boolean alreadyStored) {}

  /** Decides and stores in one transaction; see {@link EventInserter#insert}. */
  public Uni<Inserted> insert(IdeaMessage idea) {
    return inserter.insert(List.of(idea)).chain(stored -> inserted(idea, stored.get(idea.id())));
  }

  private Uni<Inserted> inserted(IdeaMessage idea, @Nullable StoredEvent stored) {
    return stored == null ? existing(idea) : Uni.createFrom().item(new Inserted(stored, false));
  }

  /** One that was deleted in between is stored. */
  private Uni<Inserted> existing(IdeaMessage idea) {
    return read(List.of(idea.id()))
        .chain(
            found ->
                found.isEmpty()
                    ? insert(idea)
                    : Uni.createFrom().item(new Inserted(found.getFirst(), true)));
  }

  /** Fails with EVENT_NOT_FOUND. */
  public Uni<StoredEvent> get(String id) {
    return read(List.of(id))
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new Refusal(
                                EVENT_NOT_FOUND, "no event has this id", Map.of("id", id))));
  }

  /** The events of these ids that exist, latest detection first. */
  public Uni<List<StoredEvent>> read(List<String> ids) {
    List<String> possible = ids.stream().filter(id -> id.indexOf('\0') < 0).toList();
    return sessions.withSession(session -> read(session, possible));
  }

  private static Uni<List<StoredEvent>> read(Mutiny.Session session, List<String> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createQuery(READ, Object[].class)
        .setParameter("ids", ids)
        .getResultList()
        .map(rows -> rows.stream().map(EventStore::event).toList());
  }

  private static StoredEvent event(Object[] row) {
    return ((EventEntity) row[0]).event(((DecisionEntity) row[1]).decision());
  }
}
