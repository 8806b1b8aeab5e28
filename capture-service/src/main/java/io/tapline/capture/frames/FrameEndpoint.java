package io.tapline.capture.frames;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.BatchMessages;
import io.tapline.capture.packets.PacketSearch;
import io.tapline.capture.v1.FetchPacketsRequest;
import io.tapline.capture.v1.FetchPacketsResponse;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.StreamFramesRequest;
import io.tapline.capture.v1.StreamFramesResponse;
import io.tapline.rpc.grpc.Statuses;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * FrameService over gRPC. Extends the plain base class for its flow control: a thread of the call
 * reads the next frames only when the client has taken the last.
 */
@GrpcService
public class FrameEndpoint extends FrameServiceGrpc.FrameServiceImplBase {
  private static final Logger LOG = Logger.getLogger(FrameEndpoint.class);
  private static final long IDLE_MILLIS = 50;

  private final FrameStreams streams;
  private final StoredPackets packets;

  FrameEndpoint(FrameStreams streams, StoredPackets packets) {
    this.streams = streams;
    this.packets = packets;
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

  @Override
  public void fetchPackets(
      FetchPacketsRequest request, StreamObserver<FetchPacketsResponse> observer) {
    var response = (ServerCallStreamObserver<FetchPacketsResponse>) observer;
    PacketCall call = new PacketCall(response);
    Thread.ofPlatform().daemon().name("packets").start(() -> run(request, response, call));
  }

  private void run(
      FetchPacketsRequest request,
      ServerCallStreamObserver<FetchPacketsResponse> response,
      PacketCall call) {
    try {
      PacketSearch.Totals totals =
          packets.fetch(
              PacketMessages.query(request), request.getSource(), request.getHandler(), call);
      response.onNext(PacketMessages.summary(totals));
      response.onCompleted();
    } catch (IOException e) {
      LOG.debug("A client did not wait for its packets.", e);
    } catch (RuntimeException | Error e) { // whatever it is, the caller is answered
      response.onError(Statuses.of(e, Reason.INTERNAL));
    }
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
        .setBatch(BatchMessages.toMessage(selected.batch()))
        .addAllPositions(selected.positions())
        .build();
  }
}
