package io.tapline.flowlog.catalog;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.rpc.grpc.Statuses;
import java.util.function.Supplier;

/** Answers of the catalog's calls. */
final class CatalogCalls {
  private CatalogCalls() {}

  /** What the work gives, or the status of its failure. */
  static <T> Uni<T> answer(Supplier<T> work) {
    try {
      return Uni.createFrom().item(work.get());
    } catch (RuntimeException e) {
      return Uni.createFrom().failure(Statuses.of(e, Reason.INTERNAL));
    }
  }
}
