package io.tapline.cli.importing;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.capture.v1.GetReadInPlaceResponse;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.connect.StreamedCall;
import io.tapline.cli.time.Times;
import io.tapline.wire.fileid.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One upload. Chunks are sent only while the server takes them, so that a large file does not pile
 * up in memory; a server that answers before the end of the file (because it knows the content, or
 * refuses it) ends the upload early.
 */
final class Upload {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Channel channel;
  private final ProgressBar bar;
  private final ImportFileHeader wishes;

  /**
   * @param wishes the header without what the input tells
   */
  Upload(Channel channel, ProgressBar bar, ImportFileHeader wishes) {
    this.channel = channel;
    this.bar = bar;
    this.wishes = wishes;
  }

  /**
   * Has the server read the input where it lies, or sends it, and waits for the summary; throws
   * StatusRuntimeException when the server says no.
   */
  ImportSummary send(FileInput input) throws IOException {
    ImportFileHeader header = header(input);
    Optional<GetReadInPlaceResponse> invitation = new ReadInPlace(channel).invitation();
    if (input.path() == null || invitation.isEmpty()) {
      return send(header, input);
    }
    Optional<ImportFileHeader> inPlace = ReadInPlace.header(invitation.get(), input.path(), header);
    return inPlace.isPresent()
        ? inPlaceOrSent(inPlace.get(), header, input)
        : send(fingerprinted(header, input.path()), input);
  }

  private ImportSummary inPlaceOrSent(
      ImportFileHeader inPlace, ImportFileHeader header, FileInput input) throws IOException {
    try {
      return send(inPlace, input.with(InputStream.nullInputStream()));
    } catch (StatusRuntimeException e) {
      if (ReadInPlace.refused(e) && input.path() != null) {
        return send(fingerprinted(header, input.path()), input);
      }
      throw e;
    }
  }

  private static ImportFileHeader fingerprinted(ImportFileHeader header, Path file)
      throws IOException {
    return header.toBuilder().setFingerprint(Fingerprint.of(file)).build();
  }

  private ImportSummary send(ImportFileHeader header, FileInput input) throws IOException {
    Answer answer = new Answer(header.getSizeBytes());
    var requests =
        (ClientCallStreamObserver<ImportFileRequest>)
            ImportServiceGrpc.newStub(channel).importFile(answer);
    requests.onNext(ImportFileRequest.newBuilder().setHeader(header).build());
    if (!header.getFingerprint().isEmpty() && input.path() != null) {
      introduce(input.path(), answer, requests);
    }
    try {
      sendAll(input.stream(), answer, requests);
      return answer.call.await();
    } catch (IOException e) {
      requests.cancel("The input cannot be read.", e);
      throw e;
    } finally {
      bar.clear();
    }
  }

  /** A file that the server may know is compared by its hash before it is sent. */
  private static void introduce(
      Path file, Answer answer, ClientCallStreamObserver<ImportFileRequest> requests)
      throws IOException {
    if (answer.hashWanted()) {
      requests.onNext(ImportFileRequest.newBuilder().setSha256(FileHash.of(file)).build());
      answer.awaitGo();
    }
  }

  /** Sends what is there, so that a slow pipe is not held back until a chunk is full. */
  private static void sendAll(
      InputStream bytes, Answer answer, ClientCallStreamObserver<ImportFileRequest> requests)
      throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    while (answer.call.awaitReady(requests)) {
      int read = bytes.read(buffer);
      if (read < 0) {
        requests.onCompleted();
        return;
      }
      ByteString chunk = ByteString.copyFrom(buffer, 0, read);
      requests.onNext(ImportFileRequest.newBuilder().setChunk(chunk).build());
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
    private final StreamedCall<ImportSummary> call = new StreamedCall<>();

    /** Whether the server wants the hash, once it has said so or that it does not. */
    private final CompletableFuture<Boolean> hashWanted = new CompletableFuture<>();

    private final CountDownLatch go = new CountDownLatch(1);
    private @Nullable ImportSummary summary;

    Answer(long sizeBytes) {
      this.sizeBytes = sizeBytes;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportFileRequest> requests) {
      call.watch(requests);
    }

    @Override
    public void onNext(ImportFileResponse response) {
      switch (response.getResponseCase()) {
        case HASH_WANTED -> hashWanted.complete(true);
        case SUMMARY -> summary = response.getSummary();
        case PROGRESS -> {
          bar.show(response.getProgress(), sizeBytes);
          answered();
        }
        case RESPONSE_NOT_SET -> {}
      }
    }

    /** The first answer has come that is no question. */
    private void answered() {
      hashWanted.complete(false);
      go.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      call.failed(failure);
      answered();
    }

    @Override
    public void onCompleted() {
      call.completed(summary, "the import without a summary");
      answered();
    }

    boolean hashWanted() {
      return hashWanted.join();
    }

    /** Waits until the server says that the file is to be sent, or has answered. */
    void awaitGo() {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw StreamedCall.interrupted();
      }
    }
  }
}
