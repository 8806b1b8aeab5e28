package io.tapline.eventstore.event;

import static io.tapline.eventstore.Reason.EVENT_ID_CONFLICT;
import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.DecisionEntity;
import io.tapline.eventstore.threshold.ThresholdEntity;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.rpc.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** Stores events once and reads them; every method subscribes to the database lazily. */
public final class EventStore {
  private static final String READ =
      """
      select e, d from Event e join Decision d on d.id.eventId = e.id and d.id.key = e.decisionKey
      where e.id in :ids and e.insertTime in :times""";
  private static final String LOCATE =
      "select i.id, i.insert_time from eventstore.event_id i where i.id = any (:ids)";
  private static final String DELETE =
      """
      delete from eventstore.event e using eventstore.event_id i
      where i.id = :id and e.id = i.id and e.insert_time = i.insert_time""";
  private static final String INDEX_ADDRESSES =
      """
      insert into eventstore.event_address (event_id, detect_time, side, low, high)
      select :id, :detected, cast(a.side as "char"), cast(a.low as inet), cast(a.high as inet)
      from unnest(cast(:sides as text[]), cast(:lows as text[]), cast(:highs as text[]))
        as a (side, low, high)""";

  private final Mutiny.SessionFactory sessions;
  private final ThresholdStore thresholds;
  private final Map<Severity, ThresholdTiming> timings;
  private final Clock clock;

  public EventStore(
      Mutiny.SessionFactory sessions,
      ThresholdStore thresholds,
      Map<Severity, ThresholdTiming> timings,
      Clock clock) {
    this.sessions = sessions;
    this.thresholds = thresholds;
    this.timings = Map.copyOf(timings);
    this.clock = clock;
  }

  /**
   * The answer to an insert.
   *
   * @param alreadyStored the id was there before: nothing was stored, decided or counted
   */
  public record Inserted(StoredEvent event, boolean alreadyStored) {}

  /**
   * Decides and stores in one transaction. The id is looked for under the locks of the event's
   * keys, so an event that is sent twice at once waits for itself. Only a message of the same id
   * with other keys can still lose the race for the id: it is rolled back, windows included, and
   * reads what the winner stored.
   */
  public Uni<Inserted> insert(IdeaMessage idea) {
    return insertOnce(idea).onFailure(EventStore::isDuplicate).recoverWithUni(insertOnce(idea));
  }

  private Uni<Inserted> insertOnce(IdeaMessage idea) {
    return sessions.withTransaction(
        session ->
            thresholds
                .lock(session, idea.thresholdKeys())
                .chain(locked -> storeUnlessThere(session, idea, locked)));
  }

  private Uni<Inserted> storeUnlessThere(
      Mutiny.Session session, IdeaMessage idea, List<ThresholdEntity> locked) {
    return readIds(session, List.of(idea.id()))
        .chain(
            found ->
                found.isEmpty()
                    ? store(session, idea, decide(idea, locked))
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

  /**
   * Decides the events in their order and stores those whose ids are not there, all or none;
   * answers with them, by id. Ids are distinct.
   */
  public Uni<Map<String, StoredEvent>> insertNew(List<IdeaMessage> ideas) {
    SortedSet<String> keys = new TreeSet<>();
    ideas.forEach(idea -> keys.addAll(idea.thresholdKeys()));
    return sessions.withTransaction(
        session ->
            thresholds
                .lock(session, keys)
                .chain(locked -> storeNew(session, ideas, locked)));
  }

  private Uni<Map<String, StoredEvent>> storeNew(
      Mutiny.Session session, List<IdeaMessage> ideas, List<ThresholdEntity> locked) {
    Map<String, ThresholdEntity> byKey =
        locked.stream().collect(Collectors.toMap(ThresholdEntity::key, Function.identity()));
    return readIds(session, ideas.stream().map(IdeaMessage::id).toList())
        .chain(
            found -> {
              Set<String> known =
                  found.stream().map(event -> event.idea().id()).collect(Collectors.toSet());
              return storeAll(
                  session, ideas.stream().filter(idea -> !known.contains(idea.id())).toList(), byKey);
            });
  }

  private Uni<Map<String, StoredEvent>> storeAll(
      Mutiny.Session session, List<IdeaMessage> ideas, Map<String, ThresholdEntity> byKey) {
    return Multi.createFrom()
        .iterable(ideas)
        .onItem()
        .transformToUniAndConcatenate(
            idea -> {
              List<ThresholdEntity> locked =
                  idea.thresholdKeys().stream().map(byKey::get).filter(Objects::nonNull).toList();
              return store(session, idea, decide(idea, locked));
            })
        .map(Inserted::event)
        .collect()
        .asMap(event -> event.idea().id());
  }

  private List<Decision> decide(IdeaMessage idea, List<ThresholdEntity> locked) {
    ThresholdTiming timing = Objects.requireNonNull(timings.get(idea.severity()));
    return thresholds.decide(locked, idea.id(), idea.detectTime(), timing);
  }

  private Uni<Inserted> store(
      Mutiny.Session session, IdeaMessage idea, List<Decision> mostUrgentFirst) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant stored = Objects.requireNonNullElse(idea.storageTime(), now);
    StoredEvent event = new StoredEvent(idea, stored, mostUrgentFirst.getFirst());
    List<Object> rows = new ArrayList<>();
    rows.add(new EventEntity(event));
    mostUrgentFirst.forEach(decision -> rows.add(new DecisionEntity(idea.id(), decision)));
    return session
        .persistAll(rows.toArray())
        .chain(session::flush)
        .chain(() -> indexAddresses(session, idea))
        .replaceWith(new Inserted(event, false));
  }

  private static Uni<Integer> indexAddresses(Mutiny.Session session, IdeaMessage idea) {
    List<AddressRange> addresses =
        Stream.of(idea.source(), idea.target()).flatMap(s -> s.addresses().stream()).toList();
    int sources = idea.source().addresses().size();
    return session
        .createNativeQuery(INDEX_ADDRESSES)
        .setParameter("id", idea.id())
        .setParameter("detected", idea.detectTime().atOffset(ZoneOffset.UTC))
        .setParameter(
            "sides", texts(IntStream.range(0, addresses.size()).mapToObj(i -> i < sources ? "s" : "t")))
        .setParameter("lows", texts(addresses.stream().map(a -> a.low().getHostAddress())))
        .setParameter("highs", texts(addresses.stream().map(a -> a.high().getHostAddress())))
        .executeUpdate();
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
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

  /** The events of these ids that exist. */
  public Uni<List<StoredEvent>> readIds(List<String> ids) {
    return sessions.withSession(session -> readIds(session, ids));
  }

  /** Those of the events that still exist, in the same order. */
  public Uni<List<StoredEvent>> read(List<Located> events) {
    return sessions.withSession(session -> read(session, events));
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

  private static Uni<List<StoredEvent>> readIds(Mutiny.Session session, List<String> ids) {
    String[] possible = texts(ids.stream().filter(id -> id.indexOf('\0') < 0));
    return session
        .createNativeQuery(LOCATE, Object[].class)
        .setParameter("ids", possible)
        .getResultList()
        .chain(rows -> read(session, rows.stream().map(Located::of).toList()));
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

  private static StoredEvent event(Object[] row) {
    return ((EventEntity) row[0]).event(((DecisionEntity) row[1]).decision());
  }

  private static boolean isDuplicate(Throwable failure) {
    return failure instanceof ConstraintViolationException violation
        && "23505".equals(violation.getSQLState());
  }
}
