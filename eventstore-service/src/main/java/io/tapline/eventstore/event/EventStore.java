package io.tapline.eventstore.event;

import static io.tapline.eventstore.Reason.EVENT_ID_CONFLICT;
import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.threshold.DecisionEntity;
import io.tapline.rpc.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Stores events once and reads them; every method subscribes to the database lazily. */
public final class EventStore implements EventReader {
  private static final String READ =
      """
      select e, d from Event e join Decision d on d.id.eventId = e.id and d.id.key = e.decisionKey
        and d.id.outcome = e.outcome
      where e.id in :ids and e.insertTime in :times\
      """;
  private static final String LOCATE =
      "select i.id, i.insert_time from eventstore.event_id i where i.id = any (:ids)";
  private static final String DELETE =
      """
      delete from eventstore.event e using eventstore.event_id i
      where i.id = :id and e.id = i.id and e.insert_time = i.insert_time\
      """;

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

  /**
   * Decides the events in their order and stores those whose ids are not there, all or none;
   * answers with them, by id. See {@link EventInserter#insert}.
   */
  public Uni<Map<String, StoredEvent>> insertNew(List<IdeaMessage> ideas) {
    return inserter.insert(ideas);
  }

  /**
   * Decides and stores in one transaction; see {@link EventInserter#insert}. Fails with
   * EVENT_ID_CONFLICT when the id is there with a message that differs in a byte.
   */
  public Uni<Inserted> insert(IdeaMessage idea) {
    return inserter.insert(List.of(idea)).chain(stored -> inserted(idea, stored.get(idea.id())));
  }

  private Uni<Inserted> inserted(IdeaMessage idea, @Nullable StoredEvent stored) {
    return stored == null ? existing(idea) : Uni.createFrom().item(new Inserted(stored, false));
  }

  /** One that was deleted in between is stored. */
  private Uni<Inserted> existing(IdeaMessage idea) {
    return readIds(List.of(idea.id()))
        .chain(
            found ->
                found.isEmpty()
                    ? insert(idea)
                    : Uni.createFrom().item(alreadyStored(idea, found.getFirst())));
  }

  private static Inserted alreadyStored(IdeaMessage idea, StoredEvent stored) {
    if (!idea.json().equals(stored.idea().json())) {
      throw conflict(idea.id());
    }
    return new Inserted(stored, true);
  }

  static Refusal conflict(String id) {
    return new Refusal(
        EVENT_ID_CONFLICT, "an event with this id and other content is stored", Map.of("id", id));
  }

  /** Fails with EVENT_NOT_FOUND. */
  public Uni<StoredEvent> get(String id) {
    return readIds(List.of(id))
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new Refusal(
                                EVENT_NOT_FOUND, "no event has this id", Map.of("id", id))));
  }

  /** An event and the time of its insertion, which says in which week's table it is. */
  public record Located(String id, Instant insertTime) {
    private static Located of(Object[] row) {
      Instant time =
          row[1] instanceof OffsetDateTime offset ? offset.toInstant() : (Instant) row[1];
      return new Located((String) row[0], time);
    }
  }

  @Override
  public Uni<List<StoredEvent>> readIds(List<String> ids) {
    String[] possible = ids.stream().filter(id -> id.indexOf('\0') < 0).toArray(String[]::new);
    return sessions.withSession(
        session ->
            session
                .createNativeQuery(LOCATE, Object[].class)
                .setParameter("ids", possible)
                .getResultList()
                .chain(rows -> read(session, rows.stream().map(Located::of).toList())));
  }

  /** Those of the events that still exist, in the same order. */
  public Uni<List<StoredEvent>> read(List<Located> events) {
    return sessions.withSession(session -> read(session, events));
  }

  private static Uni<List<StoredEvent>> read(Mutiny.Session session, List<Located> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createQuery(READ, Object[].class)
        .setParameter("ids", events.stream().map(Located::id).toList())
        .setParameter("times", events.stream().map(Located::insertTime).distinct().toList())
        .getResultList()
        .map(rows -> inOrder(events, rows));
  }

  private static List<StoredEvent> inOrder(List<Located> events, List<Object[]> rows) {
    Map<String, StoredEvent> byId =
        rows.stream()
            .map(EventStore::event)
            .collect(Collectors.toMap(event -> event.idea().id(), Function.identity()));
    return events.stream().map(Located::id).map(byId::get).filter(Objects::nonNull).toList();
  }

  /** True when there was one. */
  public Uni<Boolean> delete(String id) {
    if (id.indexOf('\0') >= 0) {
      return Uni.createFrom().item(false);
    }
    return sessions.withTransaction(
        session ->
            session
                .createNativeQuery(DELETE)
                .setParameter("id", id)
                .executeUpdate()
                .map(deleted -> deleted > 0));
  }

  private static StoredEvent event(Object[] row) {
    return ((EventEntity) row[0]).event(((DecisionEntity) row[1]).decision());
  }
}
