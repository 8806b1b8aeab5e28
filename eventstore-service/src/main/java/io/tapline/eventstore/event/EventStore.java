package io.tapline.eventstore.event;

import static io.tapline.eventstore.Reason.EVENT_NOT_FOUND;

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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** Stores events once and reads them; every method subscribes to the database lazily. */
public final class EventStore {
  private static final String READ =
      """
      select e, d from Event e join Decision d on d.id.eventId = e.id and d.id.key = e.decisionKey
      where e.id in :ids
      order by e.detectTime desc, e.id desc""";
  private static final String INDEX_ADDRESSES =
      """
      insert into eventstore.event_address (event_id, addresses)
      select :id, eventstore.address_range(cast(a.low as inet), cast(a.high as inet), '[]')
      from unnest(cast(:lows as text[]), cast(:highs as text[])) as a (low, high)""";

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
    return read(session, List.of(idea.id()))
        .chain(
            found ->
                found.isEmpty()
                    ? store(session, idea, decide(idea, locked))
                    : Uni.createFrom().item(new Inserted(found.getFirst(), true)));
  }

  private List<Decision> decide(IdeaMessage idea, List<ThresholdEntity> locked) {
    ThresholdTiming timing = Objects.requireNonNull(timings.get(idea.severity()));
    return thresholds.decide(locked, idea.id(), idea.detectTime(), timing);
  }

  private Uni<Inserted> store(
      Mutiny.Session session, IdeaMessage idea, List<Decision> mostUrgentFirst) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    StoredEvent event = new StoredEvent(idea, now, mostUrgentFirst.getFirst());
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
    return session
        .createNativeQuery(INDEX_ADDRESSES)
        .setParameter("id", idea.id())
        .setParameter("lows", texts(addresses.stream().map(a -> a.low().getHostAddress())))
        .setParameter("highs", texts(addresses.stream().map(a -> a.high().getHostAddress())))
        .executeUpdate();
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
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

  private static boolean isDuplicate(Throwable failure) {
    return failure instanceof ConstraintViolationException violation
        && "23505".equals(violation.getSQLState());
  }
}
