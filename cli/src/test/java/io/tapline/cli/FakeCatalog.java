package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.BeginTransactionRequest;
import io.tapline.flowlog.v1.BeginTransactionResponse;
import io.tapline.flowlog.v1.CatalogEditServiceGrpc;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.CommitTransactionRequest;
import io.tapline.flowlog.v1.CommitTransactionResponse;
import io.tapline.flowlog.v1.DeleteNetObjectRequest;
import io.tapline.flowlog.v1.DeleteNetObjectResponse;
import io.tapline.flowlog.v1.NetObject;
import io.tapline.flowlog.v1.PutNetObjectRequest;
import io.tapline.flowlog.v1.RollbackTransactionRequest;
import io.tapline.flowlog.v1.RollbackTransactionResponse;
import java.util.ArrayList;
import java.util.List;

/** A catalog that remembers what it was asked to change, one transaction at a time. */
final class FakeCatalog extends CatalogEditServiceGrpc.CatalogEditServiceImplBase {
  final List<NetObject> objects = new ArrayList<>();
  final List<String> messages = new ArrayList<>();
  private final List<NetObject> edits = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  int rollbacks;

  @Override
  public void beginTransaction(
      BeginTransactionRequest request, StreamObserver<BeginTransactionResponse> answers) {
    edits.clear();
    removed.clear();
    answer(answers, BeginTransactionResponse.newBuilder().setTransactionId("t").build());
  }

  /** No name may have an x. */
  @Override
  public void putNetObject(PutNetObjectRequest request, StreamObserver<NetObject> answers) {
    if (request.getNetObject().getName().contains("x")) {
      answers.onError(Status.INVALID_ARGUMENT.asRuntimeException());
      return;
    }
    edits.add(request.getNetObject());
    answer(answers, request.getNetObject());
  }

  @Override
  public void deleteNetObject(
      DeleteNetObjectRequest request, StreamObserver<DeleteNetObjectResponse> answers) {
    removed.add(request.getName());
    answer(answers, DeleteNetObjectResponse.getDefaultInstance());
  }

  @Override
  public void commitTransaction(
      CommitTransactionRequest request, StreamObserver<CommitTransactionResponse> answers) {
    CommitTransactionResponse.Builder response = CommitTransactionResponse.newBuilder();
    edits.removeAll(objects);
    objects.removeIf(object -> removed.contains(object.getName()));
    objects.addAll(edits);
    int changes = edits.size() + removed.size();
    if (changes > 0) {
      messages.add(request.getMessage());
      response.setCommit(Commit.newBuilder().setCommitId(messages.size()).setChangeCount(changes));
    }
    answer(answers, response.build());
  }

  @Override
  public void rollbackTransaction(
      RollbackTransactionRequest request, StreamObserver<RollbackTransactionResponse> answers) {
    rollbacks++;
    answer(answers, RollbackTransactionResponse.getDefaultInstance());
  }
}
