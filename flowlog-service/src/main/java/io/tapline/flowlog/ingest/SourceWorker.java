package io.tapline.flowlog.ingest;

import io.tapline.flowlog.FlowlogException;
import io.tapline.flowlog.FlowlogException.Reason;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.SegmentCache;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a source and works off what it sends, in one thread from beginning to end: consume,
 * and checkpoint when the policy says so, also while nothing comes.
 */
final class SourceWorker {
  private static final Logger LOG = Logger.getLogger(SourceWorker.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final SourceName name;
  private final SourceEncoding encoding;
  private final CheckpointStore store;
  private final SegmentWriter writer;
  private final WorkerConfig config;
  private final CheckpointPolicy policy;
  private final SourceListener listener;
  private final IngestMetrics metrics;
  private final Committer committer;
  private final BlockingDeque<Work> queue = new LinkedBlockingDeque<>();
  private final Thread thread;
  private volatile boolean abandoned;
  private long lastCheckpoint;
  private long lastTook;

  SourceWorker(
      SourceName name,
      SourceEncoding encoding,
      CheckpointStore store,
      SegmentWriter writer,
      SegmentCache cache,
      WorkerConfig config,
      SourceListener listener,
      IngestMetrics metrics,
      Runnable done) {
    this.name = name;
    this.encoding = encoding;
    this.store = store;
    this.writer = writer;
    this.config = config;
    this.policy = config.policy();
    this.listener = listener;
    this.metrics = metrics;
    this.committer = new Committer(store, cache, config.storePatience(), metrics);
    this.thread =
        Thread.ofPlatform()
            .name("flowlog-source-" + name)
            .daemon()
            .unstarted(
                () -> {
                  try {
                    run();
                  } finally {
                    done.run();
                  }
                });
  }

  void start() {
    thread.start();
  }

  /** Hands work over; the caller keeps to the limit of blocks that wait. */
  void submit(Work work) {
    queue.addLast(work);
  }

  /** Stops before anything that waits. */
  void abandon(RuntimeException why) {
    abandoned = true;
    committer.abandon();
    queue.addFirst(new Work.Abandon(why));
  }

  /** Makes durable what was consumed, and stops before anything that waits. */
  void leave() {
    committer.abandon();
    queue.addFirst(new Work.Leave());
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void run() {
    try {
      Lease lease = store.open(name.sensor(), name.source(), encoding);
      listener.opened(lease);
      if (!lease.finished()) {
        work(lease);
      }
    } catch (FlowlogException e) {
      listener.failed(e);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "The worker of source %s failed; the source will send again", name);
      listener.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.failed(stopping());
    }
  }

  private void work(Lease lease) throws InterruptedException {
    lastCheckpoint = System.nanoTime();
    try (SourceAssembly assembly =
        new SourceAssembly(lease, config.table(), writer, config.directory(), policy.fullRows())) {
      while (step(assembly, queue.pollFirst(pauseNanos(assembly), TimeUnit.NANOSECONDS))) {}
    }
  }

  private long pauseNanos(SourceAssembly assembly) {
    return assembly.changed()
        ? lastCheckpoint + policy.pauseNanos(lastTook) - System.nanoTime()
        : IDLE_NANOS;
  }

  /** Does one piece of work; whether there is a next. */
  private boolean step(SourceAssembly assembly, @Nullable Work work) {
    return switch (work) {
      case null -> checkpointWhenDue(assembly);
      case Work.Frames(FrameBlock block) -> consume(assembly, block);
      case Work.Clock(long time, long position) -> advance(assembly, time, position);
      case Work.Finish(long frames) -> finish(assembly, frames);
      case Work.End() -> end(assembly);
      case Work.Leave() -> {
        checkpoint(assembly, false);
        throw stopping();
      }
      case Work.Abandon(RuntimeException why) -> throw why;
    };
  }

  private boolean consume(SourceAssembly assembly, FrameBlock block) {
    long repeated = Math.min(assembly.nextPosition() - block.firstPosition(), block.frames());
    metrics.repeated(Math.max(0, repeated));
    while (!assembly.consume(block)) {
      checkpoint(assembly, false);
      if (abandoned) {
        return true;
      }
    }
    listener.consumed();
    return checkpointWhenDue(assembly);
  }

  private boolean advance(SourceAssembly assembly, long timeNanos, long nextPosition) {
    assembly.advance(timeNanos, nextPosition);
    metrics.clock();
    listener.consumed();
    return checkpointWhenDue(assembly);
  }

  private boolean checkpointWhenDue(SourceAssembly assembly) {
    long since = System.nanoTime() - lastCheckpoint;
    if (assembly.changed() && policy.due(since, lastTook, assembly.closedRows())) {
      checkpoint(assembly, false);
    }
    return true;
  }

  private boolean finish(SourceAssembly assembly, long frames) {
    assembly.finish(frames);
    Committed committed = checkpoint(assembly, true);
    listener.finished(assembly.account(), committed.lostFrames());
    return false;
  }

  private boolean end(SourceAssembly assembly) {
    if (assembly.changed()) {
      checkpoint(assembly, false);
    }
    listener.ended();
    return false;
  }

  private Committed checkpoint(SourceAssembly assembly, boolean finished) {
    int rows = assembly.closedRows();
    long begin = System.nanoTime();
    Committed committed = committer.commit(assembly, finished);
    lastCheckpoint = System.nanoTime();
    lastTook = lastCheckpoint - begin;
    metrics.committed(lastTook, rows);
    metrics.counted(assembly);
    listener.acknowledged(assembly.nextPosition());
    return committed;
  }

  private static FlowlogException stopping() {
    return new FlowlogException(
        Reason.STORE_UNAVAILABLE, "The service stops; go on with another or later.");
  }
}
