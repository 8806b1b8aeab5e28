package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.rpc.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open source, for whoever feeds it in this process: what is handed over goes to the source's
 * worker as it is, without a copy; what the worker says goes to a {@link SourceListener}. For one
 * thread at a time; the listener is called without a lock.
 *
 * <p>Blocks and clocks may be handed over once the source is opened, and only while there {@link
 * #hasRoom}. The bytes of a block stay valid until the worker has said that it consumed it, or that
 * it has ended.
 */
public final class SourceIntake {
  private final SourceListener listener;
  private final IngestMetrics metrics;
  private final int queuedBlocks;
  private @Nullable SourceWorker worker;
  private int waiting;
  private boolean opened;
  private boolean told;
  private boolean finished;
  private boolean halfClosed;
  private boolean ended;

  SourceIntake(SourceListener listener, IngestMetrics metrics, int queuedBlocks) {
    this.listener = listener;
    this.metrics = metrics;
    this.queuedBlocks = queuedBlocks;
  }

  synchronized void begin(SourceWorker started) {
    worker = started;
  }

  /** Whether the worker takes another block or clock now. */
  public synchronized boolean hasRoom() {
    return opened && !ended && waiting < queuedBlocks;
  }

  /**
   * Hands a block over.
   *
   * @return false when the worker has ended and the block was left
   * @throws Refusal INVALID_BATCH; SOURCE_FINISHED
   * @throws IllegalStateException when there is no room
   */
  public boolean frames(FrameBlock block) {
    BlockRules.check(block);
    return submit(new Work.Frames(block));
  }

  /**
   * Promises that no frame with an earlier time comes at or after the position.
   *
   * @return false when the worker has ended
   * @throws Refusal INVALID_BATCH; SOURCE_FINISHED
   * @throws IllegalStateException when there is no room
   */
  public boolean clock(long timeNanos, long nextPosition) {
    if (timeNanos < 0 || nextPosition < 0) {
      throw new Refusal(
          Reason.INVALID_BATCH, "The time and the position of a clock are not negative.");
    }
    return clock(new Work.Clock(timeNanos, nextPosition));
  }

  boolean clock(Work.Clock clock) {
    return submit(clock);
  }

  private synchronized boolean submit(Work work) {
    if (ended) {
      return false;
    }
    requireUnfinished();
    if (!hasRoom()) {
      throw new IllegalStateException("The worker has no room for another block.");
    }
    waiting++;
    worker().submit(work);
    return true;
  }

  private void requireUnfinished() {
    if (finished) {
      throw new Refusal(Reason.SOURCE_FINISHED, "The source is finished; it takes no more frames.");
    }
  }

  /**
   * The source has ended after so many frames.
   *
   * @throws Refusal SOURCE_FINISHED
   */
  public synchronized void finish(long frames) {
    if (!ended) {
      requireUnfinished();
      worker().submit(new Work.Finish(frames));
    }
  }

  /** Nothing more for now: what was handed over becomes durable, then the worker ends. */
  public void end() {
    if (halfClose()) {
      listener.ended();
    }
  }

  /** Whether there is nothing to wait for: the worker of a finished source reads no work. */
  private synchronized boolean halfClose() {
    if (ended || halfClosed) {
      return false;
    }
    halfClosed = true;
    if (!finished) {
      worker().submit(new Work.End());
    }
    return answerNow();
  }

  private boolean answerNow() {
    boolean now = told && finished && halfClosed && !ended;
    ended |= now;
    return now;
  }

  /** The caller breaks off: what is not durable is forgotten. */
  public void cancel() {
    abandon(new Refusal(Reason.FENCED, "The call was broken off."));
  }

  /** What was handed over is not valid: it is counted, and the worker ends with this reason. */
  public void refuse(RuntimeException why) {
    metrics.invalid();
    abandon(why);
  }

  private synchronized void abandon(RuntimeException why) {
    if (!ended) {
      worker().abandon(why);
    }
  }

  private SourceWorker worker() {
    if (worker == null) {
      throw new IllegalStateException("The worker has not begun.");
    }
    return worker;
  }

  /** What the worker says, on its thread. */
  SourceListener answers() {
    return new Answers();
  }

  private final class Answers implements SourceListener {
    @Override
    public void opened(Lease lease) {
      open(lease.finished());
      listener.opened(lease);
      if (tell()) {
        listener.ended();
      }
    }

    @Override
    public void consumed() {
      consume();
      listener.consumed();
    }

    @Override
    public void acknowledged(long nextPosition, List<Long> losses) {
      listener.acknowledged(nextPosition, losses);
    }

    @Override
    public void finished(SourceAccount account, LossCounts lost) {
      over();
      listener.finished(account, lost);
    }

    @Override
    public void ended() {
      over();
      listener.ended();
    }

    @Override
    public void failed(Throwable why) {
      over();
      listener.failed(why);
    }
  }

  private synchronized void open(boolean isFinished) {
    opened = true;
    finished = isFinished;
  }

  private synchronized boolean tell() {
    told = true;
    return answerNow();
  }

  private synchronized void consume() {
    waiting--;
  }

  private synchronized void over() {
    ended = true;
  }
}
