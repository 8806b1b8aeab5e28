package io.tapline.capture.importing;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.tapline.capture.CaptureConfig;
import io.tapline.capture.CaptureMetrics;
import io.tapline.capture.Reason;
import io.tapline.capture.v1.CancelImportRequest;
import io.tapline.capture.v1.GetImportRequest;
import io.tapline.capture.v1.GetReadInPlaceRequest;
import io.tapline.capture.v1.GetReadInPlaceResponse;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ListImportsRequest;
import io.tapline.capture.v1.ListImportsResponse;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Statuses;
import java.util.function.Supplier;

/**
 * ImportService over gRPC. Extends the plain base class, not the Mutiny interface: only so can it
 * ask for the next chunk when the last one is on disk, so that a fast client does not fill the
 * memory.
 */
@GrpcService
public class ImportEndpoint extends ImportServiceGrpc.ImportServiceImplBase {
  private static final NamedPages<Import> PAGES =
      new NamedPages<>("imports", Import::getSource, Reason.PAGES);

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
  @Blocking
  public void getImport(GetImportRequest request, StreamObserver<Import> response) {
    answer(response, () -> message(imports.get(request.getSource())));
  }

  @Override
  @Blocking
  public void listImports(
      ListImportsRequest request, StreamObserver<ListImportsResponse> response) {
    answer(
        response,
        () -> {
          NamedPages.Page<Import> page =
              PAGES.page(
                  imports.list().stream().map(this::message),
                  request.getPageSize(),
                  request.getPageToken());
          return ListImportsResponse.newBuilder()
              .addAllImports(page.entries())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  @Blocking
  public void cancelImport(CancelImportRequest request, StreamObserver<Import> response) {
    answer(response, () -> message(imports.cancel(request.getSource())));
  }

  private Import message(ImportJob job) {
    return ImportMessages.message(job, config.sensor());
  }

  private static <T> void answer(StreamObserver<T> response, Supplier<T> work) {
    try {
      response.onNext(work.get());
      response.onCompleted();
    } catch (RuntimeException e) {
      response.onError(Statuses.of(e, Reason.INTERNAL));
    }
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
