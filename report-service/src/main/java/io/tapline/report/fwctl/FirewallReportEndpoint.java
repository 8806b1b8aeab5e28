package io.tapline.report.fwctl;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.report.log.ConnectionStream;
import io.tapline.report.v1.FirewallReportServiceGrpc;
import io.tapline.report.v1.RunFirewallReportRequest;
import io.tapline.report.v1.RunFirewallReportResponse;

/**
 * FirewallReportService over gRPC. Extends the plain base class, not the Mutiny interface: only so
 * can it ask for the next chunk when the last one is read.
 */
@GrpcService
public class FirewallReportEndpoint
    extends FirewallReportServiceGrpc.FirewallReportServiceImplBase {
  private final ConnectionStream log;

  public FirewallReportEndpoint(ConnectionStream log) {
    this.log = log;
  }

  @Override
  public StreamObserver<RunFirewallReportRequest> runFirewallReport(
      StreamObserver<RunFirewallReportResponse> response) {
    return new FirewallReportStream(
            (ServerCallStreamObserver<RunFirewallReportResponse>) response, log)
        .begin();
  }
}
