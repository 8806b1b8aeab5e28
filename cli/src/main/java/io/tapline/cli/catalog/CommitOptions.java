package io.tapline.cli.catalog;

import io.grpc.StatusRuntimeException;
import io.tapline.cli.connect.ServerOption;
import io.tapline.flowlog.v1.BeginTransactionRequest;
import io.tapline.flowlog.v1.CatalogEditServiceGrpc;
import io.tapline.flowlog.v1.CatalogEditServiceGrpc.CatalogEditServiceBlockingStub;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.CommitTransactionRequest;
import io.tapline.flowlog.v1.CommitTransactionResponse;
import io.tapline.flowlog.v1.NetObject;
import io.tapline.flowlog.v1.PutNetObjectRequest;
import io.tapline.flowlog.v1.RollbackTransactionRequest;
import io.tapline.flowlog.v1.RollbackTransactionResponse;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command that changes the catalog is told: where, and why. */
final class CommitOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = {"-m", "--message"},
      required = true,
      paramLabel = "TEXT",
      description = "Why, for the history.")
  String message;

  @Mixin ServerOption server;

  /**
   * Commits the work as a whole and says so; where anything is refused nothing is changed.
   *
   * @param work gets the stub and the id of the transaction
   */
  void commit(BiConsumer<CatalogEditServiceBlockingStub, String> work) {
    CatalogEditServiceBlockingStub catalog =
        CatalogEditServiceGrpc.newBlockingStub(server.connect());
    String transaction =
        catalog.beginTransaction(BeginTransactionRequest.getDefaultInstance()).getTransactionId();
    try {
      work.accept(catalog, transaction);
      say(
          catalog.commitTransaction(
              CommitTransactionRequest.newBuilder()
                  .setTransactionId(transaction)
                  .setMessage(message)
                  .build()));
    } catch (StatusRuntimeException e) {
      rollBack(catalog, transaction, e);
      throw e;
    }
  }

  /** Commits these objects as a whole, each instead of what had its name. */
  void put(List<NetObject> objects) {
    commit(
        (catalog, transaction) -> {
          for (NetObject object : objects) {
            NetObject _ =
                catalog.putNetObject(
                    PutNetObjectRequest.newBuilder()
                        .setTransactionId(transaction)
                        .setNetObject(object)
                        .build());
          }
        });
  }

  /** Where this fails, too, the server rolls back by itself after a while. */
  private static void rollBack(
      CatalogEditServiceBlockingStub catalog, String transaction, StatusRuntimeException why) {
    try {
      RollbackTransactionResponse _ =
          catalog.rollbackTransaction(
              RollbackTransactionRequest.newBuilder().setTransactionId(transaction).build());
    } catch (StatusRuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private void say(CommitTransactionResponse response) {
    Commit commit = response.getCommit();
    command
        .commandLine()
        .getOut()
        .println(
            response.hasCommit()
                ? "Commit %d: %,d %s changed."
                    .formatted(
                        commit.getCommitId(),
                        commit.getChangeCount(),
                        commit.getChangeCount() == 1 ? "object" : "objects")
                : "Nothing to commit: the catalog is like that already.");
  }
}
