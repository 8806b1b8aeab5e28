package io.tapline.eventstore.threshold;

import io.tapline.eventstore.threshold.LockedKeys.EventDecision;
import io.tapline.eventstore.threshold.ThresholdPolicy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Locked keys whose relapse is due, and what the clock decides about them. For one thread. */
final class DueRelapses {
  private final SortedMap<String, KeyState> due;
  private final Map<String, KeyState> changed = new HashMap<>();
  private final List<EventDecision> decisions = new ArrayList<>();

  DueRelapses(Map<String, KeyState> due) {
    this.due = new TreeMap<>(due);
  }

  int size() {
    return due.size();
  }

  /** The events that would relapse. */
  String[] eventIds() {
    return due.values().stream().map(DueRelapses::eventId).distinct().toArray(String[]::new);
  }

  private static String eventId(KeyState state) {
    return Objects.requireNonNull(state.lastKept()).eventId();
  }

  /**
   * Decides every key; one whose event was deleted has nothing to report.
   *
   * @param living events that are stored
   */
  DueRelapses decide(Set<String> living, Instant now) {
    due.forEach(
        (key, state) -> {
          if (living.contains(eventId(state))) {
            relapse(key, state, now);
          } else {
            changed.put(key, state.withoutRelapse());
          }
        });
    return this;
  }

  private void relapse(String key, KeyState before, Instant now) {
    Verdict verdict = ThresholdPolicy.decideAtEnd(before, now);
    String reason = DecisionReason.atEnd(key, before, verdict);
    ThresholdWindow window = verdict.state().window();
    Decision decision = new Decision(verdict.outcome(), key, reason, now, window, 0);
    changed.put(key, verdict.state());
    decisions.add(new EventDecision(eventId(before), decision));
  }

  Map<String, KeyState> changed() {
    return changed;
  }

  List<EventDecision> decisions() {
    return decisions;
  }

  /** The first key of each event that relapsed. */
  Map<String, String> keysByEvent() {
    Map<String, String> keys = new TreeMap<>();
    decisions.forEach(of -> keys.putIfAbsent(of.eventId(), of.decision().key()));
    return keys;
  }
}
