package io.tapline.eventstore.threshold;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Decides events under row locks; stateless.
 *
 * <p>Everyone creates the missing rows of its keys in key order, then locks all of them in key
 * order. Whoever waits while creating holds only rows it created itself, whoever waits while
 * locking waits for a greater key, so nobody waits in a circle.
 */
public final class ThresholdStore {
  private static final String CREATE =
      """
      insert into eventstore.threshold (key)
      select wanted.key from unnest(cast(:keys as text[])) as wanted (key)
      order by wanted.key collate "C"
      on conflict do nothing""";
  private static final String LOCK =
      "select t from Threshold t where t.key in :keys order by t.key";

  /** Locks the keys, known or not, until the end of the session's transaction. */
  public Uni<List<ThresholdEntity>> lock(Mutiny.Session session, SortedSet<String> keys) {
    return session
        .createNativeQuery(CREATE)
        .setParameter("keys", keys.toArray(String[]::new))
        .executeUpdate()
        .chain(created -> lockExisting(session, keys))
        .chain(
            locked -> // one that retention deleted in between is created
            locked.size() == keys.size() ? Uni.createFrom().item(locked) : lock(session, keys));
  }

  private static Uni<List<ThresholdEntity>> lockExisting(
      Mutiny.Session session, SortedSet<String> keys) {
    return session
        .createQuery(LOCK, ThresholdEntity.class)
        .setParameter("keys", keys)
        .setLockMode(LockMode.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Decides for each locked key and moves its window; the most urgent decision comes first. */
  public List<Decision> decide(
      List<ThresholdEntity> locked, String eventId, Instant time, ThresholdTiming timing) {
    List<Decision> decisions = new ArrayList<>(locked.size());
    for (ThresholdEntity row : locked) {
      decisions.add(decideOne(row, eventId, time, timing));
    }
    decisions.sort(Decision.BY_URGENCY);
    return decisions;
  }

  private static Decision decideOne(
      ThresholdEntity row, String eventId, Instant time, ThresholdTiming timing) {
    @Nullable ThresholdWindow before = row.window();
    ThresholdPolicy.Verdict verdict = ThresholdPolicy.decide(before, eventId, time, timing);
    row.moveTo(verdict.window());
    String reason = DecisionReason.of(row.key(), time, before, verdict);
    return new Decision(verdict.outcome(), row.key(), reason, verdict.window());
  }
}
