package io.tapline.report.fwctl;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.report.Reason;
import io.tapline.report.log.ConnectionStream;
import io.tapline.report.v1.RunFirewallReportRequest;
import io.tapline.report.v1.RunFirewallReportResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One call for a report. Messages arrive on the server's threads and are taken by a virtual thread
 * of the call, which asks for the next one when it has read the last, and sends only while the
 * client takes what it is sent.
 */
final class FirewallReportStream implements StreamObserver<RunFirewallReportRequest> {
  private sealed interface Event {
    record Message(RunFirewallReportRequest request) implements Event {}

    record HalfClosed() implements Event {}

    record ClientGone() implements Event {}
  }

  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final ServerCallStreamObserver<RunFirewallReportResponse> response;
  private final ConnectionStream log;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore ready = new Semaphore(0);

  /**
   * @param log of reports over connections; read in the context of this call, which ends when its
   *     client is gone
   */
  FirewallReportStream(
      ServerCallStreamObserver<RunFirewallReportResponse> response, ConnectionStream log) {
    this.response = response;
    this.log = log;
  }

  FirewallReportStream begin() {
    response.disableAutoRequest();
    response.setOnReadyHandler(ready::release);
    response.setOnCancelHandler(this::gone);
    response.request(1);
    Thread.ofVirtual().name("firewall-report").start(Context.current().wrap(this::run));
    return this;
  }

  @Override
  public void onNext(RunFirewallReportRequest message) {
    events.add(new Event.Message(message));
  }

  @Override
  public void onError(Throwable error) {
    gone();
  }

  @Override
  public void onCompleted() {
    events.add(new Event.HalfClosed());
  }

  private void gone() {
    events.add(new Event.ClientGone());
    ready.release();
  }

  private void run() {
    try {
      FirewallReportRun report = header();
      report.read(new Chunks(), log);
      report.answer(this::send);
      response.onCompleted();
    } catch (GoneException e) {
      // there is nobody to answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) { // whatever it is, the client is answered
      response.onError(Statuses.of(e, Reason.INTERNAL));
    }
  }

  private FirewallReportRun header() throws IOException, InterruptedException {
    if (take() instanceof Event.Message message && message.request().hasHeader()) {
      response.request(1);
      return new FirewallReportRun(message.request().getHeader(), Instant.now());
    }
    throw Refusal.ofField(
        Reason.INVALID_PARAMETER, "header", "The first message of a report is its header.");
  }

  private Event take() throws GoneException, InterruptedException {
    Event event = events.take();
    if (event instanceof Event.ClientGone) {
      throw new GoneException();
    }
    return event;
  }

  private void send(RunFirewallReportResponse message) throws IOException {
    while (!response.isReady()) {
      if (response.isCancelled()) {
        throw new GoneException();
      }
      awaitReady();
    }
    response.onNext(message);
  }

  private void awaitReady() throws InterruptedIOException {
    try {
      boolean told = ready.tryAcquire(1, TimeUnit.SECONDS);
      if (told) {
        ready.drainPermits();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("The report was interrupted.");
  }

  /** The chunks one after the other. */
  private final class Chunks extends InputStream {
    private InputStream chunk = InputStream.nullInputStream();
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = chunk.read(bytes, offset, length);
      while (read < 0 && !ended) {
        next();
        read = chunk.read(bytes, offset, length);
      }
      return read;
    }

    private void next() throws IOException {
      try {
        if (!(take() instanceof Event.Message message)) {
          ended = true;
          return;
        }
        if (!message.request().hasChunk()) {
          throw Refusal.ofField(
              Reason.INVALID_PARAMETER, "request", "After the header come chunks only.");
        }
        response.request(1);
        chunk = message.request().getChunk().newInput();
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }
}
