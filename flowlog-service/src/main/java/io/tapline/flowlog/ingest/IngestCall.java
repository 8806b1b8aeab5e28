package io.tapline.flowlog.ingest;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SummaryMessages;
import io.tapline.flowlog.store.LossCounts;
import io.tapline.flowlog.v1.Acknowledgement;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.flowlog.v1.SourceFinished;
import io.tapline.flowlog.v1.SourceOpened;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call: what comes off the wire goes to the source's worker, what the worker says goes back.
 * Asks for as many messages as the worker has room for, so a slow worker slows the sender down.
 */
final class IngestCall implements StreamObserver<IngestRequest>, SourceListener {
  private final SourceWorkers workers;
  private final ServerCallStreamObserver<IngestResponse> responses;
  private @Nullable SourceIntake intake;
  private boolean done;

  IngestCall(SourceWorkers workers, ServerCallStreamObserver<IngestResponse> responses) {
    this.workers = workers;
    this.responses = responses;
    responses.disableAutoRequest();
    responses.setOnCancelHandler(this::cancelled);
    responses.request(1);
  }

  @Override
  public synchronized void onNext(IngestRequest request) {
    if (done) {
      return;
    }
    try {
      switch (request.getRequestCase()) {
        case OPEN -> open(request.getOpen());
        case BATCH -> opened().frames(BatchMessages.block(request.getBatch()));
        case CLOCK -> opened().clock(ClockMessages.clock(request.getClock()));
        case FINISH -> opened().finish(request.getFinish().getFrames());
        case REQUEST_NOT_SET -> throw invalid(Reason.INVALID_BATCH, "The request is empty.");
      }
    } catch (RuntimeException e) {
      refused(e);
    }
  }

  private void refused(RuntimeException why) {
    failed(why);
    if (intake == null) {
      workers.metrics().invalid();
    } else {
      intake.refuse(why);
    }
  }

  private void open(OpenSource open) {
    if (intake != null) {
      throw invalid(Reason.INVALID_OPEN, "The call has opened its source already.");
    }
    intake = workers.intake(OpenMessages.name(open), OpenMessages.encoding(open), this);
  }

  private SourceIntake opened() {
    if (intake == null) {
      throw invalid(Reason.INVALID_OPEN, "A call begins with `open`.");
    }
    return intake;
  }

  private static Refusal invalid(Reason reason, String sentence) {
    return new Refusal(reason, sentence);
  }

  /** The client has nothing more to send. */
  @Override
  public synchronized void onCompleted() {
    if (intake == null) {
      complete();
    } else {
      intake.end();
    }
  }

  @Override
  public void onError(Throwable failure) {
    cancelled();
  }

  private synchronized void cancelled() {
    done = true;
    if (intake != null) {
      intake.cancel();
    }
  }

  @Override
  public synchronized void opened(Lease lease) {
    SourceOpened.Builder opened =
        SourceOpened.newBuilder()
            .setSourceId(lease.sourceId())
            .setEpoch(lease.epoch())
            .setNextPosition(lease.nextPosition())
            .setNextLossNumber(lease.nextLoss());
    if (lease.finished()) {
      opened.setFinished(summary(lease.account(), lease.lost()));
    }
    send(IngestResponse.newBuilder().setOpened(opened));
    responses.request(workers.queuedBlocks());
  }

  private static SourceFinished summary(SourceAccount account, LossCounts lost) {
    return SourceFinished.newBuilder().setSummary(SummaryMessages.summary(account, lost)).build();
  }

  @Override
  public void consumed() {
    responses.request(1);
  }

  @Override
  public synchronized void acknowledged(long nextPosition, List<Long> losses) {
    send(
        IngestResponse.newBuilder()
            .setAcknowledgement(
                Acknowledgement.newBuilder()
                    .setNextPosition(nextPosition)
                    .addAllLossNumbers(losses)));
  }

  @Override
  public synchronized void finished(SourceAccount account, LossCounts lost) {
    send(IngestResponse.newBuilder().setFinished(summary(account, lost)));
    complete();
  }

  @Override
  public synchronized void ended() {
    complete();
  }

  @Override
  public synchronized void failed(Throwable why) {
    if (!done) {
      done = true;
      responses.onError(Statuses.of(why, Reason.INTERNAL));
    }
  }

  private void send(IngestResponse.Builder response) {
    if (!done) {
      responses.onNext(response.build());
    }
  }

  private void complete() {
    if (!done) {
      done = true;
      responses.onCompleted();
    }
  }
}
