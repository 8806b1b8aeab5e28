package io.tapline.cli.importing;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.time.Times;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One upload. Chunks are sent only while the server takes them, so that a large file does not pile
 * up in memory; a server that answers before the end of the file (because it knows the content, or
 * refuses it) ends the upload early.
 */
final class Upload {
  private static final int CHUNK_BYTES = 1 << 20;

  private final ManagedChannel channel;
  private final ProgressBar bar;
  private final ImportFileHeader wishes;

  /**
   * @param wishes the header without what the input tells
   */
  Upload(ManagedChannel channel, ProgressBar bar, ImportFileHeader wishes) {
    this.channel = channel;
    this.bar = bar;
    this.wishes = wishes;
  }

  /**
   * Has the server read the input where it lies, or sends it, and waits for the summary; throws
   * StatusRuntimeException when the server says no.
   */
  ImportSummary send(FileInput input) throws IOException {
    Optional<ImportFileHeader> inPlace =
        input.path() == null
            ? Optional.empty()
            : new ReadInPlace(channel).header(input.path(), header(input));
    if (inPlace.isPresent()) {
      try {
        return send(inPlace.get(), InputStream.nullInputStream());
      } catch (StatusRuntimeException e) {
        if (!ReadInPlace.refused(e)) {
          throw e;
        }
      }
    }
    return send(header(input), input.stream());
  }

  private ImportSummary send(ImportFileHeader header, InputStream bytes) throws IOException {
    Answer answer = new Answer(header.getSizeBytes());
    var requests =
        (ClientCallStreamObserver<ImportFileRequest>)
            ImportServiceGrpc.newStub(channel).importFile(answer);
    requests.onNext(ImportFileRequest.newBuilder().setHeader(header).build());
    while (answer.awaitReady(requests)) {
      byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
      if (chunk.length == 0) {
        requests.onCompleted();
        break;
      }
      requests.onNext(
          ImportFileRequest.newBuilder().setChunk(UnsafeByteOperations.unsafeWrap(chunk)).build());
    }
    try {
      return answer.await();
    } finally {
      bar.clear();
    }
  }

  private ImportFileHeader header(FileInput input) {
    ImportFileHeader.Builder header =
        wishes.toBuilder().setFileName(input.name()).setSizeBytes(input.sizeBytes());
    if (input.modifyTime() != null) {
      header.setModifyTime(Times.timestamp(input.modifyTime()));
    }
    return header.build();
  }

  private final class Answer
      implements ClientResponseObserver<ImportFileRequest, ImportFileResponse> {
    private final long sizeBytes;
    private final CompletableFuture<ImportSummary> done = new CompletableFuture<>();
    private final Semaphore ready = new Semaphore(0);
    private @Nullable ImportSummary summary;

    Answer(long sizeBytes) {
      this.sizeBytes = sizeBytes;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportFileRequest> requests) {
      requests.setOnReadyHandler(ready::release);
    }

    @Override
    public void onNext(ImportFileResponse response) {
      if (response.hasSummary()) {
        summary = response.getSummary();
      } else {
        bar.show(response.getProgress(), sizeBytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
      ready.release();
    }

    @Override
    public void onCompleted() {
      if (summary == null) {
        done.completeExceptionally(
            Status.INTERNAL
                .withDescription("the server ended the import without a summary")
                .asRuntimeException());
      } else {
        done.complete(summary);
      }
      ready.release();
    }

    /** Waits until a chunk may be sent; false when the server has answered already. */
    boolean awaitReady(ClientCallStreamObserver<ImportFileRequest> requests) {
      try {
        while (!done.isDone() && !requests.isReady()) {
          boolean told = ready.tryAcquire(1, TimeUnit.SECONDS);
          if (told) {
            ready.drainPermits();
          }
        }
        return !done.isDone();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    ImportSummary await() {
      try {
        return done.get();
      } catch (ExecutionException e) {
        throw Status.fromThrowable(e.getCause())
            .asRuntimeException(Status.trailersFromThrowable(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
      }
    }
  }
}
