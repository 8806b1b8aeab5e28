package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.rule.RuleFacts;
import io.tapline.eventstore.rule.Timings;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.LockedKeys;
import io.tapline.eventstore.threshold.ThresholdStore;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.eventstore.threshold.Undecided;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
import java.util.function.Function;
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
        .onFailure(StoreFailures::isDuplicate)
        .recoverWithUni(() -> insertOnce(distinct));
  }

  /** A message and what decides it. */
  private record Candidate(IdeaMessage idea, Undecided undecided) {
    /** The storage time of another store is kept. */
    Instant storageTime() {
      return Objects.requireNonNullElse(idea.storageTime(), undecided.at().stored());
    }
  }

  private Uni<Map<String, StoredEvent>> insertOnce(List<IdeaMessage> ideas) {
    return timings
        .get()
        .map(current -> candidates(ideas, current))
        .chain(candidates -> pool.withTransaction(transaction -> insert(transaction, candidates)));
  }

  private List<Candidate> candidates(List<IdeaMessage> ideas, Timings current) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return ideas.stream().map(idea -> candidate(idea, now, current)).toList();
  }

  private Candidate candidate(IdeaMessage idea, Instant now, Timings current) {
    EventTime at = EventTime.of(idea.detectTime(), now, maxAhead);
    Function<String, ThresholdTiming> timing = current.of(RuleFacts.of(idea));
    return new Candidate(idea, new Undecided(idea.id(), idea.thresholdKeys(), at, timing));
  }

  private Uni<Map<String, StoredEvent>> insert(
      SqlConnection transaction, List<Candidate> candidates) {
    List<String> ids = candidates.stream().map(one -> one.idea().id()).toList();
    return thresholds
        .lock(transaction, candidates.stream().map(Candidate::undecided).toList())
        .chain(
            locked ->
                EventRows.stored(transaction, ids)
                    .map(stored -> decide(candidates, stored, locked))
                    .call(events -> write(transaction, events.values(), locked)));
  }

  private static Map<String, StoredEvent> decide(
      List<Candidate> candidates, Set<String> stored, LockedKeys locked) {
    Map<String, StoredEvent> events = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (!stored.contains(candidate.idea().id())) {
        Decision decision = locked.decide(candidate.undecided()).getFirst();
        events.put(
            candidate.idea().id(),
            new StoredEvent(candidate.idea(), candidate.storageTime(), decision, EventState.OPEN));
      }
    }
    return events;
  }

  private Uni<Void> write(
      SqlConnection transaction, Collection<StoredEvent> events, LockedKeys locked) {
    return EventRows.insert(transaction, new ArrayList<>(events))
        .chain(() -> thresholds.write(transaction, locked));
  }
}
