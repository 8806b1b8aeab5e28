package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.TableBudget;
import io.tapline.flowlog.checkpoint.CheckpointPolicy;
import io.tapline.flowlog.checkpoint.CheckpointPolicy.Load;
import io.tapline.flowlog.checkpoint.CheckpointStore;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.ingest.Checkpointing.Done;
import io.tapline.flowlog.segment.SegmentWriter;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.store.SegmentCache;
import io.tapline.rpc.Refusal;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a source and works off what it sends, in one thread from beginning to end: consume,
 * and checkpoint when the policy says so, also while nothing comes. A second thread writes the
 * files of its checkpoints and commits them.
 */
final class SourceWorker {
  private static final Logger LOG = Logger.getLogger(SourceWorker.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A source that says nothing for so long is quiet: a checkpoint delays nobody. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A source that left something waiting within this time hands over all that is taken. */
  static final long BACKLOG_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Frames that are younger come from a capture that goes on, even where it lags. */
  private static final long LIVE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long THREAD_KEPT_SECONDS = 5;

  private final SourceName name;
  private final SourceEncoding encoding;
  private final CheckpointStore store;
  private final SegmentWriter writer;
  private final WorkerConfig config;
  private final CheckpointPolicy policy;
  private final SourceListener listener;
  private final IngestMetrics metrics;
  private final Committer committer;
  private final IntSupplier fullRows;
  private final BlockingDeque<Work> queue = new LinkedBlockingDeque<>();
  private final Thread thread;
  private volatile long lastBacklog = System.nanoTime() - BACKLOG_NANOS;
  private long lastCheckpoint;
  private long lastCost;
  private Load busyLoad = Load.BACKLOG;

  /**
   * @param fullRows rows that make a segment of full size, now
   * @param done called when the worker has ended
   */
  SourceWorker(
      SourceName name,
      SourceEncoding encoding,
      CheckpointStore store,
      SegmentWriter writer,
      SegmentCache cache,
      WorkerConfig config,
      IntSupplier fullRows,
      SourceListener listener,
      IngestMetrics metrics,
      Runnable done) {
    this.name = name;
    this.encoding = encoding;
    this.store = store;
    this.writer = writer;
    this.config = config;
    this.policy = config.policy();
    this.fullRows = fullRows;
    this.listener = listener;
    this.metrics = metrics;
    this.committer = new Committer(name, store, cache, config.storePatience(), metrics);
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
    if (!queue.isEmpty()) {
      lastBacklog = System.nanoTime();
    }
    queue.addLast(work);
  }

  /** Whether something waits, or waited within the last second. */
  boolean isBusy() {
    return !queue.isEmpty() || System.nanoTime() - lastBacklog < BACKLOG_NANOS;
  }

  /** Stops before anything that waits. */
  void abandon(RuntimeException why) {
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

  /** Whatever ends a worker is told to the source, which begins again with a new one. */
  private void run() {
    try {
      Lease lease = store.open(name.sensor(), name.source(), encoding);
      listener.opened(lease);
      if (!lease.finished()) {
        work(lease);
      }
    } catch (Refusal e) {
      listener.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.failed(stopping());
    } catch (Throwable e) {
      metrics.workerFailed();
      LOG.errorf(e, "The worker of source %s failed; the source will send again", name);
      listener.failed(e);
    }
  }

  private void work(Lease lease) throws InterruptedException {
    ThreadPoolExecutor executor = checkpointThread();
    String prefix = lease.sourceId() + "-" + lease.epoch();
    try (TableBudget.Share memory = config.memory().share();
        BatchFiles files = new BatchFiles(writer, config.directory(), prefix, executor);
        SourceAssembly assembly =
            new SourceAssembly(
                lease,
                open -> store.restore(lease, open),
                config.table(),
                config.sampling(),
                memory,
                files,
                fullRows)) {
      try {
        Runnable wake = () -> queue.addFirst(new Work.Checkpointed());
        work(assembly, new Checkpointing(assembly, files, committer, executor, wake));
      } finally {
        end(executor);
      }
    }
  }

  private ThreadPoolExecutor checkpointThread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_KEPT_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("flowlog-checkpoint-" + name).daemon().factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** What is being written or committed ends by itself: the committer waits no longer. */
  private void end(ThreadPoolExecutor executor) {
    committer.abandon();
    executor.close();
  }

  private void work(SourceAssembly assembly, Checkpointing checkpoints)
      throws InterruptedException {
    lastCheckpoint = System.nanoTime();
    while (step(assembly, checkpoints, next(assembly, checkpoints))) {}
  }

  /** The next work; none when there is none for a while, or at once while something is saved. */
  private @Nullable Work next(SourceAssembly assembly, Checkpointing checkpoints)
      throws InterruptedException {
    Work work = queue.pollFirst();
    return work != null || checkpoints.saving()
        ? work
        : queue.pollFirst(pauseNanos(assembly, checkpoints), TimeUnit.NANOSECONDS);
  }

  private long pauseNanos(SourceAssembly assembly, Checkpointing checkpoints) {
    return assembly.changed() && checkpoints.idle()
        ? Math.max(
            QUIET_NANOS,
            lastCheckpoint + policy.pauseNanos(lastCost, Load.NONE) - System.nanoTime())
        : IDLE_NANOS;
  }

  /** Does one piece of work; whether the source goes on. */
  private boolean step(SourceAssembly assembly, Checkpointing checkpoints, @Nullable Work work) {
    boolean goesOn =
        switch (work) {
          case null -> true;
          case Work.Frames(FrameBlock block) -> consume(assembly, block);
          case Work.Clock(long time, long position) -> advance(assembly, time, position);
          case Work.Finish(long frames) -> finish(assembly, checkpoints, frames);
          case Work.End() -> end(assembly, checkpoints);
          case Work.Checkpointed() -> true;
          case Work.Leave() -> {
            checkpoint(checkpoints, false);
            throw stopping();
          }
          case Work.Abandon(RuntimeException why) -> throw why;
        };
    if (goesOn) {
      turn(assembly, checkpoints, work == null);
    }
    return goesOn;
  }

  /**
   * Takes the checkpoint one step further.
   *
   * @param quiet nothing waits for this thread
   */
  private void turn(SourceAssembly assembly, Checkpointing checkpoints, boolean quiet) {
    if (checkpoints.saving()) {
      checkpoints.saveSome();
      return;
    }
    durable(checkpoints.take());
    long since = System.nanoTime() - lastCheckpoint;
    Load load = quiet ? Load.NONE : busyLoad;
    if (checkpoints.idle() && assembly.changed() && policy.due(since, lastCost, load)) {
      checkpoints.begin(false);
    }
  }

  private boolean consume(SourceAssembly assembly, FrameBlock block) {
    long repeated = Math.min(assembly.nextPosition() - block.firstPosition(), block.frames());
    metrics.repeated(Math.max(0, repeated));
    assembly.consume(block);
    busyLoad = isLive(block.lastTimeNanos()) ? Load.LIVE : Load.BACKLOG;
    listener.consumed();
    return true;
  }

  /** Whether a frame of that time was captured a moment ago, by about the clock of this machine. */
  private static boolean isLive(long timeNanos) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return Math.abs(now - timeNanos) < LIVE_NANOS;
  }

  private boolean advance(SourceAssembly assembly, long timeNanos, long nextPosition) {
    assembly.advance(timeNanos, nextPosition);
    metrics.clock();
    listener.consumed();
    return true;
  }

  private boolean finish(SourceAssembly assembly, Checkpointing checkpoints, long frames) {
    assembly.finish(frames);
    LossCounts lost = checkpoint(checkpoints, true);
    listener.finished(assembly.account(), lost);
    return false;
  }

  private boolean end(SourceAssembly assembly, Checkpointing checkpoints) {
    durable(checkpoints.await());
    if (assembly.changed()) {
      checkpoint(checkpoints, false);
    }
    listener.ended();
    return false;
  }

  /** Makes everything durable, and waits for it; returns what was lost. */
  private LossCounts checkpoint(Checkpointing checkpoints, boolean finished) {
    durable(checkpoints.await());
    checkpoints.begin(finished);
    Done done = Objects.requireNonNull(checkpoints.await());
    durable(done);
    return done.committed().lost();
  }

  private void durable(@Nullable Done done) {
    if (done != null) {
      lastCheckpoint = System.nanoTime();
      lastCost = done.costNanos();
      metrics.committed(lastCost, done.cut().counts());
      listener.acknowledged(done.cut().nextPosition(), done.cut().lossNumbers());
    }
  }

  private static Refusal stopping() {
    return new Refusal(Reason.STORE_UNAVAILABLE, "The service stops; go on with another or later.");
  }
}
