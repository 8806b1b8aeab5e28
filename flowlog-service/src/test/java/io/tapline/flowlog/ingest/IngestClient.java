package io.tapline.flowlog.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.FinishSource;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.IngestServiceGrpc.IngestServiceStub;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.flowlog.v1.SourceClock;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import io.tapline.type.v1.FrameBatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sender for tests: one call, answers in order; the end of the call is a Throwable or "end". */
final class IngestClient implements StreamObserver<IngestResponse> {
  private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
  private final StreamObserver<IngestRequest> requests;

  IngestClient(IngestServiceStub stub) {
    requests = stub.ingest(this);
  }

  void open(String sensor, String source) {
    open(sensor, source, EncodingKind.ENCODING_KIND_UNSPECIFIED);
  }

  void open(String sensor, String source, EncodingKind kind) {
    OpenSource open =
        OpenSource.newBuilder()
            .setSensor(sensor)
            .setSource(source)
            .setEncoding(Encoding.newBuilder().setKind(kind))
            .build();
    requests.onNext(IngestRequest.newBuilder().setOpen(open).build());
  }

  void send(FrameBatch.Builder batch) {
    requests.onNext(IngestRequest.newBuilder().setBatch(batch).build());
  }

  void finish(long frames) {
    FinishSource finish = FinishSource.newBuilder().setFrames(frames).build();
    requests.onNext(IngestRequest.newBuilder().setFinish(finish).build());
  }

  void clock(long seconds, long nextPosition) {
    SourceClock clock =
        SourceClock.newBuilder()
            .setTime(Timestamp.newBuilder().setSeconds(seconds))
            .setNextPosition(nextPosition)
            .build();
    requests.onNext(IngestRequest.newBuilder().setClock(clock).build());
  }

  void complete() {
    requests.onCompleted();
  }

  void cancel() {
    requests.onError(io.grpc.Status.CANCELLED.asRuntimeException());
  }

  IngestResponse answer() throws InterruptedException {
    Object answer = next();
    if (answer instanceof Throwable failure) {
      throw new AssertionError("the call failed", failure);
    }
    return (IngestResponse) answer;
  }

  Throwable failure() throws InterruptedException {
    Object answer = next();
    while (answer instanceof IngestResponse) {
      answer = next();
    }
    return (Throwable) answer;
  }

  private Object next() throws InterruptedException {
    Object answer = answers.poll(20, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }

  @Override
  public void onNext(IngestResponse answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable failure) {
    answers.add(failure);
  }

  @Override
  public void onCompleted() {
    answers.add("end");
  }

  static FrameBatch.Builder batch(FrameBlock block) {
    FrameBatch.Builder batch =
        FrameBatch.newBuilder()
            .setFirstPosition(block.firstPosition())
            .setData(bytes(block.data()));
    for (int i = 0; i < block.frames(); i++) {
      batch
          .addCapturedLengthBytes(block.capturedLength(i))
          .addOriginalLengthBytes(block.originalLengths()[i])
          .addTimeNanos(block.timesNanos()[i])
          .addLinkType(block.linkTypes()[i]);
    }
    return batch;
  }

  private static ByteString bytes(MemorySegment data) {
    return ByteString.copyFrom(data.toArray(ValueLayout.JAVA_BYTE));
  }
}
