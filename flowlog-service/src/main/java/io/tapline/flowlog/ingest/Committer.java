package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentRef;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Commits the checkpoints of one source, again and again while the store is away. Their files go to
 * the cache, so that a question about the latest rows fetches nothing. For one thread; {@link
 * #abandon} may be called by any.
 */
final class Committer {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(Committer.class);

  private final SourceName source;
  private final CheckpointStore store;
  private final SegmentCache cache;
  private final Duration patience;
  private final IngestMetrics metrics;
  private final CountDownLatch abandoned = new CountDownLatch(1);

  Committer(
      SourceName source,
      CheckpointStore store,
      SegmentCache cache,
      Duration patience,
      IngestMetrics metrics) {
    this.source = source;
    this.store = store;
    this.cache = cache;
    this.patience = patience;
    this.metrics = metrics;
  }

  /**
   * Makes the checkpoint durable; it is sent again as it is until the answer comes. That it has to
   * be sent again is logged once, and then that it is durable.
   *
   * @throws Refusal FENCED; STORE_UNAVAILABLE when the patience is over
   */
  Committed commit(Checkpoint checkpoint) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration backoff = FIRST_BACKOFF;
    boolean again = false;
    while (true) {
      try {
        Committed committed = store.commit(checkpoint);
        if (again) {
          LOG.infof("The checkpoint of source %s is durable now", source);
        }
        keep(checkpoint.files(), committed.segmentIds());
        return committed;
      } catch (Refusal e) {
        metrics.commitFailed(e.reason());
        if (e.reason() != Reason.STORE_UNAVAILABLE
            || System.nanoTime() > giveUp
            || isAbandonedWithin(backoff)) {
          throw e;
        }
        if (!again) {
          LOG.warnf(
              "A checkpoint of source %s fails and is tried again: %s", source, e.getMessage());
        }
        again = true;
        backoff = longer(backoff);
      }
    }
  }

  private void keep(List<SegmentFile> files, List<Long> ids) {
    for (int i = 0; i < files.size(); i++) {
      SegmentFile file = files.get(i);
      if (i < ids.size()) {
        cache.adopt(new SegmentRef(ids.get(i), file.sizeBytes(), file.sha256()), file.path());
      } else {
        delete(file);
      }
    }
  }

  private static void delete(SegmentFile file) {
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      file.path().toFile().deleteOnExit();
    }
  }

  private boolean isAbandonedWithin(Duration backoff) {
    try {
      return abandoned.await(backoff.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration longer(Duration backoff) {
    Duration doubled = backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
  }

  /** Ends the waiting for a store that is away. */
  void abandon() {
    abandoned.countDown();
  }
}
