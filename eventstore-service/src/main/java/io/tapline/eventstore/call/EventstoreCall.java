package io.tapline.eventstore.call;

import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreFailures;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** What every call of the event store's services has in common. */
@Singleton
public class EventstoreCall {
  private final SchemaMigration schema;
  private final EventstoreMetrics metrics;

  public EventstoreCall(SchemaMigration schema, EventstoreMetrics metrics) {
    this.schema = schema;
    this.metrics = metrics;
  }

  /**
   * The work's answer; a failure becomes a status and is counted. The gRPC server listens before
   * the schema is there: such calls are told to try again.
   */
  public <T> Uni<T> answer(Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .voidItem()
        .invoke(schema::requireDone)
        .chain(work)
        .onFailure()
        .transform(this::status);
  }

  /** What ends a call that failed; it is counted. */
  public StatusRuntimeException status(Throwable failure) {
    Throwable explained = StoreFailures.explain(failure);
    metrics.rejected(explained instanceof Refusal refusal ? refusal.reason() : Reason.INTERNAL);
    return Statuses.of(explained, Reason.INTERNAL);
  }
}
