package io.tapline.eventstore.watch;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.eventstore.v1.EventWatchServiceGrpc;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The gRPC service of those who watch; each watcher has a virtual thread. */
@GrpcService
public class WatchEndpoint extends EventWatchServiceGrpc.EventWatchServiceImplBase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SchemaMigration schema;
  private final EventFeed.Sources sources;
  private final QueryRequests queries;
  private final WatchConfig config;
  private final WatchMetrics metrics;
  private final EventstoreMetrics calls;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("eventstore-watch-", 0).factory());

  public WatchEndpoint(
      SchemaMigration schema,
      EventFeed.Sources sources,
      QueryRequests queries,
      WatchConfig config,
      WatchMetrics metrics,
      EventstoreMetrics calls) {
    this.schema = schema;
    this.sources = sources;
    this.queries = queries;
    this.config = config;
    this.metrics = metrics;
    this.calls = calls;
  }

  @Override
  public void watchEvents(WatchEventsRequest request, StreamObserver<WatchEventsResponse> caller) {
    if (!metrics.enter(config.maxWatchers())) {
      Refusal refusal = tooMany();
      metrics.refused();
      count(refusal);
      caller.onError(Statuses.of(refusal));
      return;
    }
    WatchCall call =
        new WatchCall((ServerCallStreamObserver<WatchEventsResponse>) caller, config, metrics);
    threads.execute(
        () -> {
          try {
            call.run(() -> feed(request), this::count);
          } finally {
            metrics.leave();
          }
        });
  }

  private Refusal tooMany() {
    return new Refusal(
        Reason.WATCH_LIMIT,
        "There are %d watchers already.".formatted(config.maxWatchers()),
        Map.of("limit", Integer.toString(config.maxWatchers())));
  }

  private EventFeed feed(WatchEventsRequest request) {
    schema.requireDone();
    QueryRequests.requireKnownFields(request);
    EventQuery query = queries.query(request.getQuery());
    ChangePosition start =
        request.getResumeToken().isEmpty()
            ? sources.changes().end(sources.pool()).await().atMost(PATIENCE)
            : ResumeToken.read(request.getResumeToken());
    return new EventFeed(sources, query, request.getActions(), start);
  }

  private void count(Throwable failure) {
    calls.rejected(failure instanceof Refusal refusal ? refusal.reason() : Reason.INTERNAL);
  }

  /** Watchers are told to resume later. */
  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
