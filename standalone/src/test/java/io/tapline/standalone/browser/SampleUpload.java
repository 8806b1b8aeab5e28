package io.tapline.standalone.browser;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Imports the bundled sample: header and chunks are sent as soon as the call stands. */
public final class SampleUpload
    implements ClientResponseObserver<ImportFileRequest, ImportFileResponse> {
  private final CompletableFuture<ImportSummary> summary = new CompletableFuture<>();
  private static final int CHUNK_BYTES = 1 << 20;

  private final byte[] sample;
  private @Nullable ImportSummary latest;
  private boolean sent;

  private SampleUpload(byte[] sample) {
    this.sample = sample;
  }

  /** Returns when the log holds it. */
  public static ImportSummary run(Channel channel) throws Exception {
    try (InputStream sample = SampleUpload.class.getResourceAsStream("/demo/demo.pcapng")) {
      SampleUpload upload = new SampleUpload(Objects.requireNonNull(sample).readAllBytes());
      ImportServiceGrpc.newStub(channel).importFile(upload);
      return upload.summary.get(2, TimeUnit.MINUTES);
    }
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
