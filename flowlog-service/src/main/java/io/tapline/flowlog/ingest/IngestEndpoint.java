package io.tapline.flowlog.ingest;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.IngestServiceGrpc;

/**
 * Frames in, durable positions out. On gRPC's own stream observers: the Mutiny stubs take messages
 * off the wire as fast as they come and hold them without bound; here the sender waits instead.
 */
@GrpcService
public class IngestEndpoint extends IngestServiceGrpc.IngestServiceImplBase {
  private final SourceWorkers workers;

  public IngestEndpoint(SourceWorkers workers) {
    this.workers = workers;
  }

  @Override
  public StreamObserver<IngestRequest> ingest(StreamObserver<IngestResponse> responses) {
    return new IngestCall(workers, (ServerCallStreamObserver<IngestResponse>) responses);
  }
}
