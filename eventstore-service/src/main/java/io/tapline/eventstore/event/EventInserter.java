package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.rule.RuleFacts;
import io.tapline.eventstore.rule.Timings;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.LockedKeys;
import io.tapline.eventstore.threshold.Outcome;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
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
    return inTransaction(List.copyOf(byId.values()), this::insert);
  }

  /**
   * What became of messages that are all stored now.
   *
   * @param outcomes by id
   * @param before ids of those that were stored before
   */
  public record AllInserted(Map<String, Outcome> outcomes, Set<String> before) {}

  /**
   * As {@link #insert}, but fails with EVENT_ID_CONFLICT and stores nothing when one of the ids is
   * stored with a message that differs in a byte.
   *
   * @param ideas with different ids
   */
  public Uni<AllInserted> insertAll(List<IdeaMessage> ideas) {
    return inTransaction(ideas, this::insertAll);
  }

  /** A message and what decides it. */
  private record Candidate(IdeaMessage idea, Undecided undecided) {
    /** The storage time of another store is kept. */
    Instant storageTime() {
      return Objects.requireNonNullElse(idea.storageTime(), undecided.at().stored());
    }
  }

  private <T> Uni<T> inTransaction(
      List<IdeaMessage> ideas, BiFunction<SqlConnection, List<Candidate>, Uni<T>> work) {
    return once(ideas, work)
        .onFailure(StoreFailures::isDuplicate)
        .recoverWithUni(() -> once(ideas, work));
  }

  private <T> Uni<T> once(
      List<IdeaMessage> ideas, BiFunction<SqlConnection, List<Candidate>, Uni<T>> work) {
    return timings
        .get()
        .map(current -> candidates(ideas, current))
        .chain(candidates -> pool.withTransaction(session -> work.apply(session, candidates)));
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
    return lock(transaction, candidates)
        .chain(
            locked ->
                EventRows.stored(transaction, ids)
                    .chain(stored -> insertOthers(transaction, candidates, stored, locked)));
  }

  private Uni<AllInserted> insertAll(SqlConnection transaction, List<Candidate> candidates) {
    List<IdeaMessage> ideas = candidates.stream().map(Candidate::idea).toList();
    return lock(transaction, candidates)
        .chain(
            locked ->
                EventRows.same(transaction, ideas)
                    .chain(
                        before ->
                            insertOthers(transaction, candidates, before.keySet(), locked)
                                .map(added -> allInserted(before, added))));
  }

  private static AllInserted allInserted(
      Map<String, Outcome> before, Map<String, StoredEvent> added) {
    Map<String, Outcome> outcomes = new HashMap<>(before);
    added.forEach((id, event) -> outcomes.put(id, event.decision().outcome()));
    return new AllInserted(outcomes, before.keySet());
  }

  private Uni<LockedKeys> lock(SqlConnection transaction, List<Candidate> candidates) {
    return thresholds.lock(transaction, candidates.stream().map(Candidate::undecided).toList());
  }

  private Uni<Map<String, StoredEvent>> insertOthers(
      SqlConnection transaction,
      List<Candidate> candidates,
      Set<String> stored,
      LockedKeys locked) {
    Map<String, StoredEvent> events = decide(candidates, stored, locked);
    return write(transaction, events.values(), locked).replaceWith(events);
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
