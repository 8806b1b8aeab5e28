package io.tapline.flowlog.ingest;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.flowlog.segment.SegmentFile;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.flowlog.store.SegmentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Commits the checkpoints of one source, again and again while the store is away. The files that it
 * made go to the cache, so that a question about the latest rows fetches nothing. For one thread;
 * {@link #abandon} may be called by any.
 */
final class Committer {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  private final CheckpointStore store;
  private final SegmentCache cache;
  private final Duration patience;
  private final IngestMetrics metrics;
  private final CountDownLatch abandoned = new CountDownLatch(1);

  Committer(CheckpointStore store, SegmentCache cache, Duration patience, IngestMetrics metrics) {
    this.store = store;
    this.cache = cache;
    this.patience = patience;
    this.metrics = metrics;
  }

  /**
   * Makes everything durable and forgets it in the assembly.
   *
   * @throws FlowlogException FENCED; STORE_UNAVAILABLE when the patience is over
   */
  Committed commit(SourceAssembly assembly, boolean finished) {
    long giveUp = System.nanoTime() + patience.toNanos();
    Duration backoff = FIRST_BACKOFF;
    while (true) {
      try {
        return attempt(assembly, finished);
      } catch (FlowlogException e) {
        metrics.commitFailed(e.reason());
        if (e.reason() != Reason.STORE_UNAVAILABLE
            || System.nanoTime() > giveUp
            || isAbandonedWithin(backoff)) {
          throw e;
        }
        backoff = longer(backoff);
      }
    }
  }

  private Committed attempt(SourceAssembly assembly, boolean finished) {
    Checkpoint checkpoint = write(assembly, finished);
    Committed committed;
    try {
      committed = store.commit(checkpoint);
    } catch (RuntimeException e) {
      files(checkpoint).forEach(Committer::delete);
      throw e;
    }
    assembly.committed();
    keep(checkpoint, committed);
    return committed;
  }

  private static Checkpoint write(SourceAssembly assembly, boolean finished) {
    try {
      return assembly.checkpoint(finished);
    } catch (IOException e) {
      throw new FlowlogException(
          Reason.STORE_UNAVAILABLE, "A segment cannot be written: " + e.getMessage(), e);
    }
  }

  private void keep(Checkpoint checkpoint, Committed committed) {
    List<SegmentFile> files = files(checkpoint);
    List<Long> ids = committed.segmentIds();
    for (int i = 0; i < files.size(); i++) {
      SegmentFile file = files.get(i);
      if (i < ids.size()) {
        cache.adopt(new SegmentRef(ids.get(i), file.sizeBytes(), file.sha256()), file.path());
      } else {
        delete(file);
      }
    }
  }

  private static List<SegmentFile> files(Checkpoint checkpoint) {
    List<SegmentFile> files = new ArrayList<>(checkpoint.closed());
    if (checkpoint.open() != null) {
      files.add(checkpoint.open());
    }
    return files;
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
