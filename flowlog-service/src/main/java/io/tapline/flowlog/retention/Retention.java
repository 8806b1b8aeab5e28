package io.tapline.flowlog.retention;

import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionPolicy.Decision;
import io.tapline.flowlog.retention.RetentionPolicy.Drop;
import io.tapline.flowlog.retention.RetentionPolicy.Situation;
import io.tapline.flowlog.retention.RetentionStore.Dropped;
import io.tapline.flowlog.retention.RetentionStore.Standing;
import io.tapline.flowlog.store.SegmentDays;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Does what the policy decides. Any number of replicas may; a day is dropped once. */
public final class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class);

  private final RetentionPolicy policy;
  private final RetentionStore store;
  private final DiskSpace disk;
  private final DerivedFiles derived;
  private final RetentionMetrics metrics;

  public Retention(
      RetentionPolicy policy,
      RetentionStore store,
      DiskSpace disk,
      DerivedFiles derived,
      RetentionMetrics metrics) {
    this.policy = policy;
    this.store = store;
    this.disk = disk;
    this.derived = derived;
    this.metrics = metrics;
  }

  /**
   * Drops what is due.
   *
   * @throws IOException when the free space cannot be read
   */
  public void enforce() throws IOException {
    Decision decision = policy.decide(situation(derived.sizeBytes()));
    if (decision.derivedBytes() > 0) {
      giveUp(decision.derivedBytes());
      decision = policy.decide(situation(0));
    }
    decision.drops().forEach(this::drop);
  }

  private Situation situation(long derivedBytes) throws IOException {
    Optional<Space> space = disk.measure();
    space.ifPresent(known -> metrics.space(known, policy.reserve().bytes(known.totalBytes())));
    Standing standing = store.standing();
    return new Situation(
        standing.now(), store.days(), space, standing.reusableBytes(), derivedBytes);
  }

  private void giveUp(long bytes) {
    long before = derived.sizeBytes();
    derived.giveUp(bytes);
    metrics.gaveUp(Math.max(0, before - derived.sizeBytes()));
  }

  private void drop(Drop drop) {
    Dropped dropped = store.drop(drop);
    if (dropped.segments() > 0) {
      metrics.dropped(drop.reason(), dropped);
      LOG.infof(
          "Retention by %s: %d connections in %d segments (%d bytes), written on %s, left the log.",
          drop.reason().label(),
          dropped.connections(),
          dropped.segments(),
          dropped.bytes(),
          SegmentDays.date(drop.day()));
    }
  }
}
