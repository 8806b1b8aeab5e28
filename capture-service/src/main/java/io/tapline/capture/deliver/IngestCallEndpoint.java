package io.tapline.capture.deliver;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import org.jspecify.annotations.Nullable;

/** One gRPC call: answers arrive on the channel's threads and are queued for the deliverer's. */
final class IngestCallEndpoint
    implements IngestCall, ClientResponseObserver<IngestRequest, IngestResponse> {
  private final CallAnswers answers = new CallAnswers();
  private @Nullable ClientCallStreamObserver<IngestRequest> stream;
  private boolean finished;
  private boolean halfClosed;

  @Override
  public void beforeStart(ClientCallStreamObserver<IngestRequest> requestStream) {
    stream = requestStream;
    requestStream.setOnReadyHandler(answers::signal);
  }

  void open(String sensor, String source, Encoding encoding) {
    stream().onNext(IngestMessages.open(sensor, source, encoding));
  }

  @Override
  public void onNext(IngestResponse response) {
    IngestAnswer answer = IngestMessages.answer(response);
    if (answer != null) {
      answers.add(answer);
    }
  }

  @Override
  public void onError(Throwable error) {
    answers.end(IngestLinkEndpoint.ended(error));
  }

  @Override
  public void onCompleted() {
    answers.end(new LinkException(true, "The connection log ended the call."));
  }

  @Override
  public boolean awaitReady(long timeoutMillis) throws LinkException, InterruptedException {
    return answers.awaitRoom(stream()::isReady, timeoutMillis);
  }

  @Override
  public void send(Batch batch) {
    try {
      stream().onNext(IngestMessages.batch(batch));
    } finally {
      batch.release();
    }
  }

  @Override
  public void finish(long frames) {
    stream().onNext(IngestMessages.finish(frames));
  }

  @Override
  public void clock(SourceClock clock) {
    stream().onNext(IngestMessages.clock(clock));
  }

  @Override
  public void end() {
    halfClosed = true;
    stream().onCompleted();
  }

  @Override
  public @Nullable IngestAnswer poll(long timeoutMillis)
      throws LinkException, InterruptedException {
    IngestAnswer answer = answers.poll(timeoutMillis);
    finished |= answer instanceof IngestAnswer.Finished;
    return answer;
  }

  @Override
  public void close() {
    if (finished && !halfClosed) {
      stream().onCompleted();
    } else {
      stream().cancel("The sensor ended the call.", null);
    }
  }

  private ClientCallStreamObserver<IngestRequest> stream() {
    if (stream == null) {
      throw new IllegalStateException("The call has not begun.");
    }
    return stream;
  }
}
