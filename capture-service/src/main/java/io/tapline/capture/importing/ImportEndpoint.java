package io.tapline.capture.importing;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.capture.CaptureConfig;
import io.tapline.capture.CaptureMetrics;
import io.tapline.capture.v1.GetReadInPlaceRequest;
import io.tapline.capture.v1.GetReadInPlaceResponse;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;

/**
 * ImportService over gRPC. Extends the plain base class, not the Mutiny interface: only so can it
 * ask for the next chunk when the last one is on disk, so that a fast client does not fill the
 * memory.
 */
@GrpcService
public class ImportEndpoint extends ImportServiceGrpc.ImportServiceImplBase {
  private final Imports imports;
  private final CaptureConfig config;
  private final CaptureMetrics metrics;

  ImportEndpoint(Imports imports, CaptureConfig config, CaptureMetrics metrics) {
    this.imports = imports;
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void getReadInPlace(
      GetReadInPlaceRequest request, StreamObserver<GetReadInPlaceResponse> response) {
    response.onNext(ImportMessages.invitation(imports.invitation()));
    response.onCompleted();
  }

  @Override
  public StreamObserver<ImportFileRequest> importFile(StreamObserver<ImportFileResponse> response) {
    ImportStream stream =
        new ImportStream(
            imports,
            new ImportStream.Settings(config.sensor(), config.importing().logPatience()),
            metrics::imported,
            (ServerCallStreamObserver<ImportFileResponse>) response);
    return stream.begin();
  }
}
