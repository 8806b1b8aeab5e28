package io.tapline.standalone.handover;

import io.tapline.capture.batch.Batch;
import io.tapline.rpc.Refusal;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the worker was given and has not consumed, oldest first; a clock takes a place
 * without a batch. Each batch is released once. For any number of threads.
 */
final class HandedOver {

  /** One piece of work that waits for the worker. */
  static final class Place {
    private final @Nullable Batch batch;

    private Place(@Nullable Batch batch) {
      this.batch = batch;
    }

    /** Lets go of the batch; returns why its bytes are no longer what the file held, or null. */
    private @Nullable Refusal release() {
      if (batch == null) {
        return null;
      }
      try {
        batch.requireIntact();
        return null;
      } catch (Refusal e) {
        return e;
      } finally {
        batch.release();
      }
    }
  }

  private final Queue<Place> places = new ArrayDeque<>();

  Place add(@Nullable Batch batch) {
    Place place = new Place(batch);
    synchronized (this) {
      places.add(place);
    }
    return place;
  }

  /** The worker was not given it after all. */
  void withdraw(Place place) {
    if (remove(place)) {
      var _ = place.release();
    }
  }

  private synchronized boolean remove(Place place) {
    return places.removeIf(other -> other == place);
  }

  /**
   * The oldest was consumed: lets go of it.
   *
   * @return why what was consumed may not be what the file held; null when it is
   */
  @Nullable Refusal consumed() {
    Place oldest = poll();
    return oldest == null ? null : oldest.release();
  }

  /**
   * The worker has ended: lets go of all.
   *
   * @return why one of them cannot be read any more; null when all can
   */
  @Nullable Refusal release() {
    Refusal damage = null;
    for (Place place = poll(); place != null; place = poll()) {
      Refusal found = place.release();
      damage = damage == null ? found : damage;
    }
    return damage;
  }

  private synchronized @Nullable Place poll() {
    return places.poll();
  }
}
