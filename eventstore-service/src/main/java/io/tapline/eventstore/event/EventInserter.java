package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.rule.RuleFacts;
import io.tapline.eventstore.rule.Timings;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.LockedKeys;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.eventstore.threshold.Undecided;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides and stores events, any number of them in one transaction with a fixed number of
 * statements; every method subscribes to the database lazily.
 */
public final class EventInserter {
  private final Pool pool;
  private final ThresholdStore thresholds;
  private final Supplier<Uni<Timings>> timings;
  private final Duration maxAhead;
  private final Clock clock;

  /**
   * @param timings those in force
   * @param maxAhead how far a detection time may be ahead of the clock and still decide
   */
  public EventInserter(
      Pool pool,
      ThresholdStore thresholds,
      Supplier<Uni<Timings>> timings,
      Duration maxAhead,
      Clock clock) {
    this.pool = pool;
    this.thresholds = thresholds;
    this.timings = timings;
    this.maxAhead = maxAhead;
    this.clock = clock;
  }

  /**
   * Decides the events in their order and stores them, all or none; answers with those that were
   * stored, by id. An id that is there before, or earlier in the list, is left out: nothing is
   * stored, decided or counted for it.
   *
   * <p>Ids are looked for under the locks of the events' keys, so an event that is sent twice at
   * once waits for itself. Only a message of the same id with other keys can still lose the race
   * for the id: then everything is rolled back, windows included, and done once more.
   */
  public Uni<Map<String, StoredEvent>> insert(List<IdeaMessage> ideas) {
    Map<String, IdeaMessage> byId = new LinkedHashMap<>();
    ideas.forEach(idea -> byId.putIfAbsent(idea.id(), idea));
    List<IdeaMessage> distinct = List.copyOf(byId.values());
    return insertOnce(distinct)
        .onFailure(EventInserter::isDuplicate)
        .recoverWithUni(() -> insertOnce(distinct));
  }

  private Uni<Map<String, StoredEvent>> insertOnce(List<IdeaMessage> ideas) {
    return timings
        .get()
        .map(current -> undecided(ideas, current))
        .chain(
            undecided ->
                pool.withTransaction(transaction -> insert(transaction, ideas, undecided)));
  }

  private Uni<Map<String, StoredEvent>> insert(
      SqlConnection transaction, List<IdeaMessage> ideas, Map<String, Undecided> undecided) {
    return thresholds
        .lock(transaction, undecided.values())
        .chain(
            locked ->
                EventRows.stored(transaction, ideas)
                    .map(stored -> decide(ideas, stored, undecided, locked))
                    .call(events -> write(transaction, events.values(), locked)));
  }

  private Map<String, Undecided> undecided(List<IdeaMessage> ideas, Timings current) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<String, Undecided> undecided = new LinkedHashMap<>();
    for (IdeaMessage idea : ideas) {
      EventTime at = EventTime.of(idea.detectTime(), now, maxAhead);
      undecided.put(
          idea.id(),
          new Undecided(idea.id(), idea.thresholdKeys(), at, current.of(RuleFacts.of(idea))));
    }
    return undecided;
  }

  private static Map<String, StoredEvent> decide(
      List<IdeaMessage> ideas,
      Set<String> stored,
      Map<String, Undecided> undecided,
      LockedKeys locked) {
    Map<String, StoredEvent> events = new LinkedHashMap<>();
    for (IdeaMessage idea : ideas) {
      if (!stored.contains(idea.id())) {
        Undecided event = undecided.get(idea.id());
        events.put(
            idea.id(),
            new StoredEvent(idea, stored(idea, event), locked.decide(event).getFirst()));
      }
    }
    return events;
  }

  /** The storage time of another store is kept. */
  private static Instant stored(IdeaMessage idea, Undecided event) {
    return Objects.requireNonNullElse(idea.storageTime(), event.at().stored());
  }

  private Uni<Void> write(
      SqlConnection transaction, Collection<StoredEvent> events, LockedKeys locked) {
    return EventRows.insert(transaction, new ArrayList<>(events))
        .chain(() -> thresholds.write(transaction, locked));
  }

  private static boolean isDuplicate(Throwable failure) {
    return failure instanceof PgException violation && "23505".equals(violation.getSqlState());
  }
}
