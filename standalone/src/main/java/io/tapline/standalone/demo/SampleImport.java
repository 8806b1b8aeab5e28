package io.tapline.standalone.demo;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends the bundled sample, which is small, and waits until the log holds it. */
final class SampleImport {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final long LIMIT_SECONDS = 120;

  private final Channel channel;

  SampleImport(Channel channel) {
    this.channel = channel;
  }

  ImportSummary run(InputStream sample) throws IOException {
    Answer answer = new Answer();
    StreamObserver<ImportFileRequest> requests =
        ImportServiceGrpc.newStub(channel).importFile(answer);
    requests.onNext(header());
    for (byte[] chunk = sample.readNBytes(CHUNK_BYTES);
        chunk.length > 0;
        chunk = sample.readNBytes(CHUNK_BYTES)) {
      requests.onNext(
          ImportFileRequest.newBuilder().setChunk(UnsafeByteOperations.unsafeWrap(chunk)).build());
    }
    requests.onCompleted();
    return answer.await();
  }

  private static ImportFileRequest header() {
    return ImportFileRequest.newBuilder()
        .setHeader(ImportFileHeader.newBuilder().setFileName("demo.pcapng").setSource("demo"))
        .build();
  }

  /** Keeps the summary, the last message. */
  private static final class Answer implements StreamObserver<ImportFileResponse> {
    private final CompletableFuture<ImportSummary> summary = new CompletableFuture<>();
    private @Nullable ImportSummary latest;

    @Override
    public void onNext(ImportFileResponse response) {
      if (response.hasSummary()) {
        latest = response.getSummary();
      }
    }

    @Override
    public void onError(Throwable failure) {
      summary.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      if (latest == null) {
        summary.completeExceptionally(
            Status.INTERNAL.withDescription("the import ended without a summary").asException());
      } else {
        summary.complete(latest);
      }
    }

    ImportSummary await() {
      try {
        return summary.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw Status.fromThrowable(e.getCause()).asRuntimeException();
      } catch (TimeoutException e) {
        throw new StatusRuntimeException(
            Status.DEADLINE_EXCEEDED.withDescription(
                "the import was not done within " + LIMIT_SECONDS + " s"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
      }
    }
  }
}
