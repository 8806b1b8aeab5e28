package io.tapline.eventstore.threshold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a transaction has locked, with the states that its decisions give them. Decides one
 * event after the other; {@link ThresholdStore#write} makes it durable. For one thread.
 */
public final class LockedKeys {
  /** A decision and the event it is about. */
  record EventDecision(String eventId, Decision decision) {}

  private final Map<String, @Nullable KeyState> states;
  private final Map<String, KeyState> changed = new HashMap<>();
  private final List<EventDecision> decisions = new ArrayList<>();

  /**
   * @param states of every locked key; null for a key without a window
   */
  LockedKeys(Map<String, @Nullable KeyState> states) {
    this.states = states;
  }

  /** Decides the event for each of its keys and moves their windows; most urgent first. */
  public List<Decision> decide(Undecided event) {
    List<Decision> ofEvent = new ArrayList<>(event.keys().size());
    for (String key : event.keys()) {
      ofEvent.add(decideOne(key, event));
    }
    ofEvent.sort(Decision.BY_URGENCY);
    ofEvent.forEach(decision -> decisions.add(new EventDecision(event.eventId(), decision)));
    return ofEvent;
  }

  private Decision decideOne(String key, Undecided event) {
    if (!states.containsKey(key)) {
      throw new IllegalArgumentException("a key that is not locked: " + key);
    }
    @Nullable KeyState before = states.get(key);
    ThresholdPolicy.Verdict verdict =
        ThresholdPolicy.decide(before, event.eventId(), event.at(), event.timing().apply(key));
    KeyState after = verdict.state();
    states.put(key, after);
    changed.put(key, after);
    return new Decision(
        verdict.outcome(),
        key,
        DecisionReason.of(key, event.at(), before, verdict),
        event.at().stored(),
        after.window(),
        after.thresholdedCount());
  }

  Map<String, KeyState> changed() {
    return changed;
  }

  List<EventDecision> decisions() {
    return decisions;
  }
}
