package io.tapline.cli.catalog;

import io.tapline.flowlog.v1.DeleteNetObjectRequest;
import io.tapline.flowlog.v1.DeleteNetObjectResponse;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapline catalog remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Removes net objects and commits, all of them or none; those under them stay.")
final class RemoveCommand implements Runnable {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "The whole name of an object.")
  List<String> names;

  @Mixin CommitOptions options;

  @Override
  public void run() {
    options.commit(
        (catalog, transaction) -> {
          for (String name : names) {
            DeleteNetObjectResponse _ =
                catalog.deleteNetObject(
                    DeleteNetObjectRequest.newBuilder()
                        .setTransactionId(transaction)
                        .setName(name)
                        .build());
          }
        });
  }
}
