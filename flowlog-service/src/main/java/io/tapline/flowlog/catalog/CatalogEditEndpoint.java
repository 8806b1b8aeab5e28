package io.tapline.flowlog.catalog;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.v1.BeginTransactionRequest;
import io.tapline.flowlog.v1.BeginTransactionResponse;
import io.tapline.flowlog.v1.CatalogEditService;
import io.tapline.flowlog.v1.CommitTransactionRequest;
import io.tapline.flowlog.v1.CommitTransactionResponse;
import io.tapline.flowlog.v1.DeleteNetObjectRequest;
import io.tapline.flowlog.v1.DeleteNetObjectResponse;
import io.tapline.flowlog.v1.PutNetObjectRequest;
import io.tapline.flowlog.v1.RollbackTransactionRequest;
import io.tapline.flowlog.v1.RollbackTransactionResponse;

/** Changes of the catalog, over gRPC. */
@GrpcService
@Blocking
public class CatalogEditEndpoint implements CatalogEditService {
  private final CatalogReader reader;
  private final CatalogEdits edits;

  public CatalogEditEndpoint(CatalogReader reader, CatalogEdits edits) {
    this.reader = reader;
    this.edits = edits;
  }

  @Override
  public Uni<BeginTransactionResponse> beginTransaction(BeginTransactionRequest request) {
    return CatalogCalls.answer(
        () -> {
          CatalogEdits.Begun begun = edits.begin();
          return BeginTransactionResponse.newBuilder()
              .setTransactionId(begun.id())
              .setCommitId(begun.base())
              .setExpireTime(timestamp(begun.expires()))
              .build();
        });
  }

  @Override
  public Uni<io.tapline.flowlog.v1.NetObject> putNetObject(PutNetObjectRequest request) {
    return CatalogCalls.answer(
        () -> {
          NetObject object = CatalogMessages.object(request.getNetObject());
          edits.put(request.getTransactionId(), object);
          return CatalogMessages.message(object);
        });
  }

  @Override
  public Uni<DeleteNetObjectResponse> deleteNetObject(DeleteNetObjectRequest request) {
    return CatalogCalls.answer(
        () -> {
          edits.delete(request.getTransactionId(), request.getName());
          return DeleteNetObjectResponse.getDefaultInstance();
        });
  }

  @Override
  public Uni<CommitTransactionResponse> commitTransaction(CommitTransactionRequest request) {
    return CatalogCalls.answer(
        () -> {
          CommitTransactionResponse.Builder response = CommitTransactionResponse.newBuilder();
          edits
              .commit(request.getTransactionId(), request.getMessage())
              .map(id -> reader.after(id - 1, 1).getFirst())
              .map(CatalogMessages::commit)
              .ifPresent(response::setCommit);
          return response.build();
        });
  }

  @Override
  public Uni<RollbackTransactionResponse> rollbackTransaction(RollbackTransactionRequest request) {
    return CatalogCalls.answer(
        () -> {
          edits.rollback(request.getTransactionId());
          return RollbackTransactionResponse.getDefaultInstance();
        });
  }
}
