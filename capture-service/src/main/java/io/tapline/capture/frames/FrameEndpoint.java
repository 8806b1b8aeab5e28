package io.tapline.capture.frames;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.capture.Reason;
import io.tapline.capture.deliver.IngestMessages;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.StreamFramesRequest;
import io.tapline.capture.v1.StreamFramesResponse;
import io.tapline.rpc.grpc.Statuses;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * FrameService over gRPC. Extends the plain base class for its flow control: a thread of the call
 * reads the next frames only when the client has taken the last.
 */
@GrpcService
public class FrameEndpoint extends FrameServiceGrpc.FrameServiceImplBase {
  private static final long IDLE_MILLIS = 50;

  private final FrameStreams streams;

  FrameEndpoint(FrameStreams streams) {
    this.streams = streams;
  }

  @Override
  public void streamFrames(
      StreamFramesRequest request, StreamObserver<StreamFramesResponse> observer) {
    var response = (ServerCallStreamObserver<StreamFramesResponse>) observer;
    Semaphore changed = new Semaphore(0);
    response.setOnCancelHandler(changed::release);
    response.setOnReadyHandler(changed::release);
    Thread.ofPlatform()
        .daemon()
        .name("frames-" + request.getSource())
        .start(() -> run(request, response, changed));
  }

  private void run(
      StreamFramesRequest request,
      ServerCallStreamObserver<StreamFramesResponse> response,
      Semaphore changed) {
    try (FrameStream stream = streams.open(request(request))) {
      stream(stream, response, changed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) { // whatever it is, the caller is answered
      response.onError(Statuses.of(e, Reason.INTERNAL));
    }
  }

  private static void stream(
      FrameStream stream,
      ServerCallStreamObserver<StreamFramesResponse> response,
      Semaphore changed)
      throws InterruptedException {
    while (!response.isCancelled()) {
      FrameStream.Selected selected = response.isReady() ? stream.next() : null;
      if (selected != null) {
        response.onNext(message(selected));
      } else if (response.isReady() && stream.ended()) {
        response.onCompleted();
        return;
      } else {
        boolean _ = changed.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static FrameRequest request(StreamFramesRequest request) {
    return new FrameRequest(
        request.getSource(),
        request.hasStartPosition() ? request.getStartPosition() : null,
        request.getBpf(),
        request.getSnapLengthBytes(),
        request.getFinite());
  }

  private static StreamFramesResponse message(FrameStream.Selected selected) {
    return StreamFramesResponse.newBuilder()
        .setBatch(IngestMessages.toMessage(selected.batch()))
        .addAllPositions(selected.positions())
        .build();
  }
}
