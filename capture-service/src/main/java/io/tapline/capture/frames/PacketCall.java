package io.tapline.capture.frames;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.tapline.capture.v1.FetchPacketsResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends a file to a client in pieces, as fast as it takes them. For one thread. */
final class PacketCall implements WritableByteChannel {
  private static final long LOOK_MILLIS = 50;

  private final ServerCallStreamObserver<FetchPacketsResponse> response;
  private final Semaphore changed = new Semaphore(0);

  PacketCall(ServerCallStreamObserver<FetchPacketsResponse> response) {
    this.response = response;
    response.setOnCancelHandler(changed::release);
    response.setOnReadyHandler(changed::release);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    awaitReady();
    int count = bytes.remaining();
    response.onNext(FetchPacketsResponse.newBuilder().setChunk(ByteString.copyFrom(bytes)).build());
    return count;
  }

  /** Waits until the client wants more. */
  private void awaitReady() throws IOException {
    try {
      while (!response.isReady() && !response.isCancelled()) {
        boolean _ = changed.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the sensor stops", e);
    }
    if (response.isCancelled()) {
      throw new IOException("the client has gone");
    }
  }

  @Override
  public boolean isOpen() {
    return !response.isCancelled();
  }

  @Override
  public void close() {}
}
