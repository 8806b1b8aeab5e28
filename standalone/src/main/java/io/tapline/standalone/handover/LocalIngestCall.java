package io.tapline.standalone.handover;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.CallAnswers;
import io.tapline.capture.deliver.IngestAnswer;
import io.tapline.capture.deliver.IngestCall;
import io.tapline.capture.deliver.IngestLinkEndpoint;
import io.tapline.capture.deliver.LinkException;
import io.tapline.capture.deliver.SourceClock;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.ingest.SourceIntake;
import io.tapline.flowlog.ingest.SourceListener;
import io.tapline.flowlog.ingest.SourceWorkers;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call inside the process: batches go to the source's worker as they are, answers come on the
 * worker's thread and are queued for the deliverer's.
 */
final class LocalIngestCall implements IngestCall, SourceListener {
  private final CallAnswers answers = new CallAnswers();
  private final HandedOver handedOver = new HandedOver();
  private @Nullable SourceIntake intake;
  private volatile boolean closed;

  /** A source that cannot be opened is an end of the call. */
  void open(SourceWorkers workers, String sensor, String source, Encoding encoding) {
    try {
      intake = workers.intake(sensor, source, LocalValues.encoding(encoding), this);
    } catch (Refusal e) {
      answers.end(failure(e));
    }
  }

  @Override
  public boolean awaitReady(long timeoutMillis) throws LinkException, InterruptedException {
    return answers.awaitRoom(() -> intake != null && intake.hasRoom(), timeoutMillis);
  }

  @Override
  public void send(Batch batch) {
    handOver(batch, to -> to.frames(LocalValues.block(batch)));
  }

  @Override
  public void clock(SourceClock clock) {
    handOver(null, to -> to.clock(clock.timeNanos(), clock.nextPosition()));
  }

  private void handOver(@Nullable Batch batch, Predicate<SourceIntake> work) {
    HandedOver.Place place = handedOver.add(batch);
    boolean taken = false;
    try {
      taken = intake != null && work.test(intake);
    } catch (Refusal e) {
      refuse(e);
    } finally {
      if (!taken) {
        handedOver.withdraw(place);
      }
    }
  }

  /** As over gRPC: what is not valid is no failure of the sender, the call ends with it. */
  private void refuse(Refusal why) {
    answers.end(failure(why));
    if (intake != null) {
      intake.refuse(why);
    }
  }

  @Override
  public void finish(long frames) {
    try {
      if (intake != null) {
        intake.finish(frames);
      }
    } catch (Refusal e) {
      refuse(e);
    }
  }

  @Override
  public void end() {
    if (intake != null) {
      intake.end();
    }
  }

  @Override
  public @Nullable IngestAnswer poll(long timeoutMillis)
      throws LinkException, InterruptedException {
    return answers.poll(timeoutMillis);
  }

  /** The worker lets go of what it was given when it ends, soon after. */
  @Override
  public void close() {
    closed = true;
    if (intake != null) {
      intake.cancel();
    }
  }

  @Override
  public void opened(Lease lease) {
    answers.add(LocalValues.opened(lease));
  }

  @Override
  public void consumed() {
    if (closed) {
      throw new Refusal(Reason.FENCED, "The call was broken off.");
    }
    Refusal damage = handedOver.consumed();
    if (damage != null) {
      throw new Refusal(Reason.INVALID_BATCH, String.valueOf(damage.getMessage()), damage);
    }
    answers.signal();
  }

  @Override
  public void acknowledged(long nextPosition, List<Long> losses) {
    answers.add(new IngestAnswer.Acknowledged(nextPosition, losses));
  }

  @Override
  public void finished(SourceAccount account, LossCounts lost) {
    answers.add(new IngestAnswer.Finished(LocalValues.totals(account, lost)));
    ended();
  }

  @Override
  public void ended() {
    var _ = handedOver.release();
    answers.end(new LinkException(true, "The connection log ended the call."));
  }

  @Override
  public void failed(Throwable why) {
    Refusal damage = handedOver.release();
    answers.end(
        damage == null
            ? failure(why)
            : new LinkException(false, String.valueOf(damage.getMessage())));
  }

  /** Retried or final exactly as the same failure is over gRPC. */
  private static LinkException failure(Throwable why) {
    return why instanceof Refusal known
        ? IngestLinkEndpoint.failure(known)
        : new LinkException(true, "The connection log failed; its log says why.");
  }
}
