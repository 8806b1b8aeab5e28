package io.tapline.eventstore.rule;

import static io.tapline.eventstore.Reason.DRY_RUN_LIMIT;

import io.tapline.eventstore.idea.ThresholdKeys;
import io.tapline.eventstore.threshold.EventTime;
import io.tapline.eventstore.threshold.KeyState;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.threshold.ThresholdPolicy;
import io.tapline.eventstore.threshold.ThresholdPolicy.Verdict;
import io.tapline.rpc.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Decisions of one rule in memory, the clock's relapses included. For one thread. */
public final class Replay {
  /** A window that ends with a relapse. */
  private record DueRelapse(Instant end, String key) {}

  private final ThresholdRule rule;
  private final Map<String, KeyState> states = new HashMap<>();
  private final Map<String, EnumMap<Outcome, Long>> byKey = new HashMap<>();
  private final EnumMap<Outcome, Long> total = new EnumMap<>(Outcome.class);
  private final EnumMap<Outcome, Long> actual = new EnumMap<>(Outcome.class);
  private final PriorityQueue<DueRelapse> due =
      new PriorityQueue<>(Comparator.comparing(DueRelapse::end).thenComparing(DueRelapse::key));
  private long events;
  private int decisions;

  Replay(ThresholdRule rule) {
    this.rule = rule;
  }

  /**
   * Decides an event that matches, after the relapses that the clock had decided until then.
   *
   * @return whether it matches
   */
  boolean decide(String eventId, RuleFacts facts, EventTime at, List<String> sources) {
    if (!rule.condition().matches(facts)) {
      return false;
    }
    relapseUntil(at.stored());
    events++;
    String topic = ThresholdKeys.topic(facts.eventClass(), facts.categories());
    for (String key : ThresholdKeys.of(topic, sources)) {
      move(key, ThresholdPolicy.decide(states.get(key), eventId, at, rule.timing()));
    }
    return true;
  }

  private void relapseUntil(Instant now) {
    for (DueRelapse next = due.peek(); isDue(next, now); next = due.peek()) {
      due.remove();
      KeyState state = Objects.requireNonNull(states.get(next.key()));
      if (state.relapseDue() && state.window().end().equals(next.end())) {
        move(next.key(), ThresholdPolicy.decideAtEnd(state, next.end()));
      }
    }
  }

  private static boolean isDue(DueRelapse next, Instant now) {
    return next != null && !next.end().isAfter(now);
  }

  private void move(String key, Verdict verdict) {
    if (++decisions > DryRun.MAX_DECISIONS) {
      throw new Refusal(
          DRY_RUN_LIMIT,
          "more than %d decisions; ask for fewer days".formatted(DryRun.MAX_DECISIONS),
          Map.of("limit", Integer.toString(DryRun.MAX_DECISIONS)));
    }
    KeyState before = states.put(key, verdict.state());
    if (verdict.state().relapseDue() && (before == null || !before.relapseDue())) {
      due.add(new DueRelapse(verdict.state().window().end(), key));
    }
    total.merge(verdict.outcome(), 1L, Long::sum);
    byKey
        .computeIfAbsent(key, unknown -> new EnumMap<>(Outcome.class))
        .merge(verdict.outcome(), 1L, Long::sum);
  }

  void actual(Outcome outcome, long count) {
    actual.merge(outcome, count, Long::sum);
  }

  Replay finish(Instant until) {
    relapseUntil(until);
    return this;
  }

  /** Events that matched. */
  public long events() {
    return events;
  }

  /** Decisions that the rule would have made. */
  public long count(Outcome outcome) {
    return total.getOrDefault(outcome, 0L);
  }

  /** Decisions that were made about the same events. */
  public long actualCount(Outcome outcome) {
    return actual.getOrDefault(outcome, 0L);
  }

  /**
   * What the rule would have decided about a key.
   *
   * @param counts by outcome; an outcome that did not happen is absent
   */
  public record KeyCounts(String key, Map<Outcome, Long> counts) {
    long decisions() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The keys with the most decisions, most first. */
  public Stream<KeyCounts> keys(int most) {
    return byKey.entrySet().stream()
        .map(entry -> new KeyCounts(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(KeyCounts::decisions).reversed().thenComparing(KeyCounts::key))
        .limit(most);
  }
}
