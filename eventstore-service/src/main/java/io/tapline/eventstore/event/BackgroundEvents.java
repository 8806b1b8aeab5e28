package io.tapline.eventstore.event;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Events for those that read outside of a call: Hibernate Reactive wants a Vert.x context that
 * nobody else uses, as every gRPC call has one. Answers on that context.
 */
@Singleton
public class BackgroundEvents implements EventReader {
  private final Vertx vertx;
  private final EventStore events;

  public BackgroundEvents(Vertx vertx, EventStore events) {
    this.vertx = vertx;
    this.events = events;
  }

  @Override
  public Uni<List<StoredEvent>> readIds(List<String> ids) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                ownContext()
                    .runOnContext(
                        start ->
                            events
                                .readIds(ids)
                                .subscribe()
                                .with(emitter::complete, emitter::fail)));
  }

  private Context ownContext() {
    Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(own, true);
    return own;
  }
}
