package io.tapline.standalone.browser;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportSummary;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends a capture file, header and chunks, as soon as the call stands. */
final class SampleUpload implements ClientResponseObserver<ImportFileRequest, ImportFileResponse> {
  final CompletableFuture<ImportSummary> summary = new CompletableFuture<>();
  private static final int CHUNK_BYTES = 1 << 20;

  private final byte[] sample;
  private @Nullable ImportSummary latest;
  private boolean sent;

  SampleUpload(byte[] sample) {
    this.sample = sample;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ImportFileRequest> requests) {
    requests.setOnReadyHandler(() -> send(requests));
  }

  private void send(ClientCallStreamObserver<ImportFileRequest> requests) {
    if (sent) {
      return;
    }
    sent = true;
    requests.onNext(ImportFileRequest.newBuilder().setHeader(header()).build());
    for (int from = 0; from < sample.length; from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, sample.length - from);
      requests.onNext(
          ImportFileRequest.newBuilder()
              .setChunk(UnsafeByteOperations.unsafeWrap(sample, from, length))
              .build());
    }
    requests.onCompleted();
  }

  private static ImportFileHeader header() {
    return ImportFileHeader.newBuilder().setFileName("demo.pcapng").setSource("demo").build();
  }

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
      summary.completeExceptionally(new IllegalStateException("The import gave no summary."));
    } else {
      summary.complete(latest);
    }
  }
}
