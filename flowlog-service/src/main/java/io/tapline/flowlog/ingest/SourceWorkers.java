package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The workers of this process: at most one for a source, at most so many. A second call for a
 * source takes it over. For any number of threads.
 */
public final class SourceWorkers implements AutoCloseable {
  public static final int DEFAULT_SOURCES = 64;

  /** Rows on their way into files, of all sources: about 250 bytes each. */
  private static final int ROWS_IN_MEMORY = 1 << 20;

  private static final int LEAST_ROWS = 4_096;
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final CheckpointStore store;
  private final SegmentWriter writer;
  private final SegmentCache cache;
  private final WorkerConfig config;
  private final int maxSources;
  private final IngestMetrics metrics;
  private final Map<SourceName, SourceWorker> workers = new ConcurrentHashMap<>();
  private boolean closed;

  public SourceWorkers(
      CheckpointStore store,
      SegmentWriter writer,
      SegmentCache cache,
      WorkerConfig config,
      int maxSources,
      IngestMetrics metrics) {
    this.store = store;
    this.writer = writer;
    this.cache = cache;
    this.config = config;
    this.maxSources = maxSources;
    this.metrics = metrics;
    metrics.active(this, SourceWorkers::active);
    metrics.tables(config.memory());
  }

  /** Blocks that may be handed to a worker before it has said {@link SourceListener#consumed}. */
  int queuedBlocks() {
    return config.queuedBlocks();
  }

  IngestMetrics metrics() {
    return metrics;
  }

  /**
   * Opens a source for a caller in this process; a worker that this process has for it is
   * abandoned.
   *
   * @param sensor 1 to 64 characters of {@code [A-Za-z0-9._-]}
   * @param source 1 to 128 characters of {@code [A-Za-z0-9._#-]}
   * @throws Refusal INVALID_OPEN; SOURCE_LIMIT
   */
  public SourceIntake intake(
      String sensor, String source, SourceEncoding encoding, SourceListener listener) {
    return intake(new SourceName(sensor, source), encoding, listener);
  }

  SourceIntake intake(SourceName name, SourceEncoding encoding, SourceListener listener) {
    SourceIntake intake = new SourceIntake(listener, metrics, queuedBlocks());
    intake.begin(open(name, encoding, intake.answers()));
    return intake;
  }

  /**
   * Starts a worker; one that this process has for the same source is abandoned.
   *
   * @throws Refusal SOURCE_LIMIT
   */
  synchronized SourceWorker open(
      SourceName name, SourceEncoding encoding, SourceListener listener) {
    if (closed || (workers.size() >= maxSources && !workers.containsKey(name))) {
      metrics.refused();
      throw new Refusal(
          Reason.SOURCE_LIMIT,
          "All %d places for sources are taken; try another replica or later."
              .formatted(maxSources));
    }
    SourceWorker[] self = new SourceWorker[1];
    SourceWorker worker =
        new SourceWorker(
            name,
            encoding,
            store,
            writer,
            cache,
            config,
            this::fullRows,
            listener,
            metrics,
            () -> remove(name, self[0]));
    self[0] = worker;
    SourceWorker before = workers.put(name, worker);
    if (before != null) {
      before.abandon(takenOver());
    }
    worker.start();
    return worker;
  }

  private static Refusal takenOver() {
    return new Refusal(Reason.FENCED, "A later call has taken the source over.");
  }

  /** Fewer for each of many, so that the rows in memory stay about the same. */
  private int fullRows() {
    int share = ROWS_IN_MEMORY / (BatchFiles.BATCHES * Math.max(1, workers.size()));
    return Math.clamp(share, Math.min(LEAST_ROWS, full()), full());
  }

  private int full() {
    return config.policy().fullRows();
  }

  private synchronized void remove(SourceName name, SourceWorker worker) {
    workers.remove(name, worker);
  }

  public synchronized int active() {
    return workers.size();
  }

  /** Whether a source hands over more than its worker takes at once, now or within a second. */
  public boolean isBusy() {
    return workers.values().stream().anyMatch(SourceWorker::isBusy);
  }

  /** Makes durable what was consumed, and stops all at once; new ones are refused. */
  @Override
  public void close() {
    List<SourceWorker> stopping = stop();
    stopping.forEach(SourceWorker::leave);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    try {
      for (SourceWorker worker : stopping) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        worker.join(Math.max(1, left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<SourceWorker> stop() {
    closed = true;
    return List.copyOf(workers.values());
  }
}
