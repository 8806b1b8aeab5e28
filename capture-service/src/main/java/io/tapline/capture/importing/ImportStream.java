package io.tapline.capture.importing;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.Reason;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One import call. Messages arrive on the server's threads and are taken by a virtual thread of the
 * call, which asks for the next one when it has written the last.
 */
final class ImportStream implements StreamObserver<ImportFileRequest> {

  /**
   * What the call needs to know.
   *
   * @param sensor name of this sensor
   * @param logPatience how long to wait for a log that is away before telling the client
   */
  record Settings(String sensor, Duration logPatience) {}

  private sealed interface Event {
    record Message(ImportFileRequest request) implements Event {}

    record HalfClosed() implements Event {}

    record ClientGone() implements Event {}
  }

  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final long PROGRESS_MILLIS = 250;

  private final Imports imports;
  private final Settings settings;
  private final Consumer<String> outcomes;
  private final ServerCallStreamObserver<ImportFileResponse> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private long lastProgressNanos = System.nanoTime();
  private long receivedBytes;
  private @Nullable String sentSha256;

  ImportStream(
      Imports imports,
      Settings settings,
      Consumer<String> outcomes,
      ServerCallStreamObserver<ImportFileResponse> response) {
    this.imports = imports;
    this.settings = settings;
    this.outcomes = outcomes;
    this.response = response;
  }

  ImportStream begin() {
    response.disableAutoRequest();
    response.setOnCancelHandler(() -> events.add(new Event.ClientGone()));
    response.request(1);
    Thread.ofVirtual().name("import-call").start(this::run);
    return this;
  }

  @Override
  public void onNext(ImportFileRequest message) {
    events.add(new Event.Message(message));
  }

  @Override
  public void onError(Throwable error) {
    events.add(new Event.ClientGone());
  }

  @Override
  public void onCompleted() {
    events.add(new Event.HalfClosed());
  }

  private void run() {
    try {
      outcomes.accept(importFile());
      response.onCompleted();
    } catch (Refusal e) {
      outcomes.accept(e.reason().name().toLowerCase(Locale.ROOT));
      response.onError(Statuses.of(e, Reason.INTERNAL));
    } catch (GoneException e) {
      outcomes.accept("client_gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) { // whatever it is, the client is answered
      outcomes.accept("failed");
      response.onError(Statuses.of(e, Reason.INTERNAL));
    }
  }

  /** The whole import; returns its outcome for the counter. */
  private String importFile() throws IOException, InterruptedException {
    ImportRequest request = header();
    Imports.Accepted accepted =
        request.serverPath().isEmpty()
            ? imports.accept(request, new ByteStream(this::nextChunk), this::sentHash)
            : imports.acceptPath(request);
    ImportRecord record = await(accepted.job());
    response.onNext(ImportMessages.summary(record, settings.sensor(), accepted.already()));
    return accepted.already() ? "already_imported" : "imported";
  }

  private ImportRequest header() throws GoneException, InterruptedException {
    if (take() instanceof Event.Message message && message.request().hasHeader()) {
      response.request(1);
      return ImportMessages.request(message.request().getHeader());
    }
    throw invalid("header", "The first message of an import is its header.");
  }

  /** Asks the client, which has sent nothing yet, for the hash of its file. */
  private String sentHash() throws IOException {
    if (sentSha256 == null) {
      response.onNext(ImportMessages.HASH_WANTED);
      if (!(takeOrInterrupted() instanceof Event.Message message)
          || !message.request().hasSha256()) {
        throw invalid("request", "The file's hash was asked for.");
      }
      response.request(1);
      sentSha256 = message.request().getSha256();
    }
    return sentSha256;
  }

  /**
   * The next chunk, when the last one is stored; null when the client has sent all. A client that
   * has given a fingerprint waits for the first progress.
   */
  private @Nullable InputStream nextChunk() throws IOException {
    if (receivedBytes == 0 || progressDue()) {
      response.onNext(ImportMessages.receiving(receivedBytes));
    }
    if (!(takeOrInterrupted() instanceof Event.Message message)) {
      return null;
    }
    if (!message.request().hasChunk()) {
      throw invalid("request", "After the header come chunks only.");
    }
    response.request(1);
    receivedBytes += message.request().getChunk().size();
    return message.request().getChunk().newInput();
  }

  private Event takeOrInterrupted() throws IOException {
    try {
      return take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The import call was interrupted.");
    }
  }

  private Event take() throws GoneException, InterruptedException {
    Event event = events.take();
    if (event instanceof Event.ClientGone) {
      throw new GoneException();
    }
    return event;
  }

  /** Waits for the log, telling the client how far it is. */
  private ImportRecord await(ImportJob job) throws GoneException, InterruptedException {
    while (true) {
      try {
        return accepted(job, job.result().get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        checkClient();
        checkLog(job);
        response.onNext(ImportMessages.delivering(job, receivedBytes));
      } catch (ExecutionException | CancellationException e) {
        throw ImportJob.stopping(e);
      }
    }
  }

  private static ImportRecord accepted(ImportJob job, ImportRecord record) {
    if (!record.failure().isEmpty()) {
      throw job.failure();
    }
    return record;
  }

  private void checkClient() throws GoneException {
    if (response.isCancelled()) {
      throw new GoneException();
    }
  }

  private void checkLog(ImportJob job) {
    if (job.awayMillis() > settings.logPatience().toMillis()) {
      throw new Refusal(
          Reason.LOG_UNAVAILABLE,
          "The file is stored and will be delivered as "
              + job.record().source()
              + " when the connection log is back: "
              + job.reason());
    }
  }

  private boolean progressDue() {
    long now = System.nanoTime();
    if (now - lastProgressNanos < TimeUnit.MILLISECONDS.toNanos(PROGRESS_MILLIS)) {
      return false;
    }
    lastProgressNanos = now;
    return true;
  }

  private static Refusal invalid(String field, String message) {
    return Refusal.ofField(Reason.INVALID_HEADER, field, message);
  }
}
