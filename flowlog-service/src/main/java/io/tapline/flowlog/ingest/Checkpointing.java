package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.CheckpointStore.Committed;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one source, one at a time, beside its frames.
 *
 * <pre>
 *   idle --begin--> saving --saveSome*--> committing --(another thread)--> done --take--> idle
 * </pre>
 *
 * All methods are for the source's thread. It spends a moment at the beginning, and a slice of time
 * between two blocks while open connections are saved; files are written and committed elsewhere.
 */
final class Checkpointing {
  /** Connections saved between two blocks: a few milliseconds. */
  static final int SLICE = 4_096;

  private final SourceAssembly assembly;
  private final BatchFiles files;
  private final Committer committer;
  private final Executor executor;
  private final Runnable wake;
  private @Nullable CheckpointCut cut;
  private @Nullable CompletableFuture<Committed> committing;
  private long ownNanos;
  private long handedOverNanos;

  /**
   * A checkpoint that is durable.
   *
   * @param costNanos what it took of the source's thread, and then of the other one
   */
  record Done(CheckpointCut cut, Committed committed, long costNanos) {}

  /**
   * @param executor writes the files and commits, one after the other
   * @param wake called by another thread when there is something to {@link #take}
   */
  Checkpointing(
      SourceAssembly assembly,
      BatchFiles files,
      Committer committer,
      Executor executor,
      Runnable wake) {
    this.assembly = assembly;
    this.files = files;
    this.committer = committer;
    this.executor = executor;
    this.wake = wake;
  }

  boolean idle() {
    return cut == null;
  }

  /** Whether {@link #saveSome} has something to do. */
  boolean saving() {
    return assembly.saving();
  }

  void begin(boolean finished) {
    long begin = System.nanoTime();
    assembly.cut(finished);
    cut = assembly.current();
    ownNanos = System.nanoTime() - begin;
  }

  /** Hands over a slice of the open connections, after the last one also the checkpoint. */
  void saveSome() {
    long begin = System.nanoTime();
    boolean all = assembly.saveSome(SLICE);
    if (all) {
      commit(assembly.endSave());
    }
    ownNanos += System.nanoTime() - begin;
  }

  private void commit(Supplier<Checkpoint> completed) {
    handedOverNanos = System.nanoTime();
    committing =
        CompletableFuture.supplyAsync(
            () -> {
              Checkpoint checkpoint = completed.get();
              Committed committed = committer.commit(checkpoint);
              files.committed(checkpoint.files());
              return committed;
            },
            executor);
    var _ = committing.whenComplete((_, _) -> wake.run());
  }

  /**
   * The checkpoint if it is durable by now, after which the next may begin; otherwise nothing.
   *
   * @throws Refusal what kept it from being durable
   */
  @Nullable Done take() {
    if (cut == null || committing == null || !committing.isDone()) {
      return null;
    }
    return done(cut, committing);
  }

  /** Waits until the checkpoint that began is durable; nothing when none began. */
  @Nullable Done await() {
    while (saving()) {
      saveSome();
    }
    return cut == null || committing == null ? null : done(cut, committing);
  }

  private Done done(CheckpointCut begun, CompletableFuture<Committed> outcome) {
    Committed committed = joined(outcome);
    cut = null;
    committing = null;
    return new Done(begun, committed, ownNanos + System.nanoTime() - handedOverNanos);
  }

  private static Committed joined(CompletableFuture<Committed> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw cause(e);
    }
  }

  /** What the other thread failed with; a file that cannot be written makes the store unusable. */
  private static RuntimeException cause(CompletionException failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof IOException) {
      return new Refusal(
          Reason.STORE_UNAVAILABLE, "A segment cannot be written: " + cause.getMessage(), cause);
    }
    return cause instanceof RuntimeException known ? known : failure;
  }
}
