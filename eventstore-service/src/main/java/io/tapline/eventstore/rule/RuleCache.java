package io.tapline.eventstore.rule;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.group.GroupTimings;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The timings in force, read from the database at most once in {@link #MAX_AGE}. */
public final class RuleCache {
  /** How long a replica may go on with rules that another one has changed. */
  static final Duration MAX_AGE = Duration.ofSeconds(5);

  private record Known(Timings timings, Instant until) {}

  private final RuleStore store;
  private final GroupStore groups;
  private final Map<Severity, ThresholdTiming> bySeverity;
  private final Clock clock;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  public RuleCache(
      RuleStore store, GroupStore groups, Map<Severity, ThresholdTiming> bySeverity, Clock clock) {
    this.store = store;
    this.groups = groups;
    this.bySeverity = Map.copyOf(bySeverity);
    this.clock = clock;
  }

  public Uni<Timings> timings() {
    Instant now = clock.instant();
    @Nullable Known current = known.get();
    return current != null && now.isBefore(current.until())
        ? Uni.createFrom().item(current.timings())
        : store
            .list()
            .chain(rules -> groups.timings().map(timings -> remember(rules, timings, now)));
  }

  private Timings remember(List<ThresholdRule> rules, GroupTimings ofGroups, Instant now) {
    Timings timings = new Timings(bySeverity, List.copyOf(rules), ofGroups);
    known.set(new Known(timings, now.plus(MAX_AGE)));
    return timings;
  }

  /** The timings by severity, where no rule and no group has another. */
  public Map<Severity, ThresholdTiming> standard() {
    return bySeverity;
  }

  /** Called after a rule was changed here. */
  public void forget() {
    known.set(null);
  }
}
