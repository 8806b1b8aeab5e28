package io.tapline.cli.firewall;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tapline.cli.connect.StreamedCall;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportServiceGrpc;
import io.tapline.report.v1.FirewallReportTotals;
import io.tapline.report.v1.RunFirewallReportRequest;
import io.tapline.report.v1.RunFirewallReportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call for a report: chunks are sent only while the server takes them, and a server that
 * refuses the header ends the sending. The rows are handed on as they come.
 */
final class ReportCall
    implements ClientResponseObserver<RunFirewallReportRequest, RunFirewallReportResponse> {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final ByteString NEWLINE = ByteString.copyFromUtf8("\n");

  private final Consumer<RunFirewallReportResponse> rows;
  private final StreamedCall<FirewallReportTotals> call = new StreamedCall<>();
  private final ClientCallStreamObserver<RunFirewallReportRequest> requests;
  private @Nullable FirewallReportTotals totals;

  /**
   * @param rows takes everything but the totals, on another thread
   */
  ReportCall(
      Channel channel, FirewallReportHeader header, Consumer<RunFirewallReportResponse> rows) {
    this.rows = rows;
    this.requests =
        (ClientCallStreamObserver<RunFirewallReportRequest>)
            FirewallReportServiceGrpc.newStub(channel).runFirewallReport(this);
    requests.onNext(RunFirewallReportRequest.newBuilder().setHeader(header).build());
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<RunFirewallReportRequest> stream) {
    call.watch(stream);
  }

  @Override
  public void onNext(RunFirewallReportResponse response) {
    if (response.hasTotals()) {
      totals = response.getTotals();
    } else {
      rows.accept(response);
    }
  }

  @Override
  public void onError(Throwable failure) {
    call.failed(failure);
  }

  @Override
  public void onCompleted() {
    call.completed(totals, "the report without totals");
  }

  /** Sends a file, and the end of its last line. */
  void send(InputStream file) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    byte last = '\n';
    for (int read = file.read(buffer);
        read >= 0 && call.awaitReady(requests);
        read = file.read(buffer)) {
      if (read > 0) {
        last = buffer[read - 1];
        chunk(ByteString.copyFrom(buffer, 0, read));
      }
    }
    if (last != '\n' && call.awaitReady(requests)) {
      chunk(NEWLINE);
    }
  }

  private void chunk(ByteString bytes) {
    requests.onNext(RunFirewallReportRequest.newBuilder().setChunk(bytes).build());
  }

  /** Ends the files and waits for the report; StatusRuntimeException when the server says no. */
  FirewallReportTotals finish() {
    if (!call.isDone()) {
      requests.onCompleted();
    }
    return call.await();
  }
}
